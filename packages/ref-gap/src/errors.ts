import { defineErrors } from '@banc-gap/pki';

export const refGapErrors = defineErrors({
  REF_GAP_PORT_TAKEN: {
    message: 'The reference GAP cannot listen on {host} port {port}: another program does.',
    next: 'Stop that program, or give the reference GAP another port (0 lets the system choose).',
  },
  REF_GAP_STACK_MISSING: {
    message: 'The reference GAP was asked for its own TLS 1.2 stack, but no server factory was given.',
    next: 'Pass createSecureServer, or use the stack "node".',
  },
  REF_GAP_DEFECT_UNKNOWN: {
    message: 'The reference GAP has no defect {defect}.',
    next: 'Take one of DEFECTS; the cases name the defect that proves them.',
  },
  REF_GAP_DEFECT_NOT_ON_STACK: {
    message: 'The defect {defect} cannot be planted on the stack {stack}.',
    next: 'Use one of its stacks: {stacks}.',
  },
  REF_GAP_NO_PSP: {
    message: 'The reference GAP was given no payment provider.',
    next: 'Start it with psp: where the provider is, its roots, and the certificate for it.',
  },
  REF_GAP_NO_CRL: {
    message: 'What the reference GAP was given to check terminals with holds no CRL.',
    next: 'Give the CRLs of every CA in PEM, as crl/tpe.pem of the kit has them.',
  },
  REF_GAP_MATERIAL_MISSING: {
    message:
      'The defect {defect} needs other certificates, and material.alternatives.{alternative} is absent.',
    next: 'Issue them and pass them with the material.',
  },
});
