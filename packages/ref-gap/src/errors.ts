import { defineErrors } from '@banc-gap/pki';

export const refGapErrors = defineErrors({
  REF_GAP_PORT_TAKEN: {
    message: 'The reference GAP cannot listen on {host} port {port}: another program does.',
    next: 'Stop that program, or give the reference GAP another port (0 lets the system choose).',
  },
  REF_GAP_STACK_MISSING: {
    message: 'The reference GAP was asked for its own TLS 1.2 stack, but no factory was given.',
    next: 'Pass createSecureServer, and createSecureClient where it has peers, or use the stack "node".',
  },
  REF_GAP_DEFECT_UNKNOWN: {
    message: 'The reference GAP has no defect {defect}.',
    next: 'Take one of DEFECTS; the cases name the defect that proves them.',
  },
  REF_GAP_DEFECT_NOT_ON_STACK: {
    message: 'The defect {defect} cannot be planted on the stack {stack}.',
    next: 'Use one of its stacks: {stacks}.',
  },
  REF_GAP_DP_USER: {
    message: 'The GAP has no certificate of {user} to {use} with at the DP',
    next: 'Name a user whom the GAP knows: to connect takes a PRO AUTH, to sign a PRO SIGN of that person.',
  },
  REF_GAP_NO_PEER: {
    message: 'The reference GAP does not know whom to call as {peer}.',
    next: 'Start it with peers.{peer}: where that is, its roots, and the certificate for it.',
  },
  REF_GAP_NO_CRL: {
    message: 'What the reference GAP was given to check terminals with holds no CRL.',
    next: 'Give the CRLs of every CA in PEM, as crl/tpe.pem of the kit has them.',
  },
  REF_GAP_KEY_MISMATCH: {
    message: 'The private key is not that of the certificate.',
    next: 'Give the two that were made together; the reference GAP goes on with what it has.',
  },
  REF_GAP_TERMINAL_SILENT: {
    message: 'The terminal {terminal} has not said within {seconds} s what became of the order.',
    next: 'See whether it is connected, then ask again: it is the same order, which is carried out once.',
  },
  REF_GAP_ORDER_REJECTED: {
    message: 'The terminal {terminal} does not understand the order: {detail}.',
    next: 'Compare it with docs/tpe.schema.json; nobody was asked anything.',
  },
  REF_GAP_PROVIDER_UNREACHABLE: {
    message:
      'After {attempts} attempts nobody knows whether the payment provider did what it was asked: {reason}.',
    next: 'What was asked may have been done. Do the same again: it is asked with the same key.',
  },
  REF_GAP_DOSSIER_UNKNOWN: {
    message: 'There is no dossier {dossier}.',
    next: 'Take one of GET /dossiers.',
  },
  REF_GAP_DOSSIER_STATE: {
    message: 'That cannot be done to the dossier {dossier}: it is {state}.',
    next: 'docs/diapason.md has the order of things.',
  },
  REF_GAP_REQUEST_INVALID: {
    message: 'The request is not understood: {detail}',
    next: 'docs/diapason.md has what each request takes.',
  },
  REF_GAP_MATERIAL_MISSING: {
    message:
      'The defect {defect} needs other certificates, and material.alternatives.{alternative} is absent.',
    next: 'Issue them and pass them with the material.',
  },
});
