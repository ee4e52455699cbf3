import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { anyCertificateBut, NO_CERTIFICATE_EVER, OLD_VERSIONS, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightOptions, startGnutls } from './gnutls.ts';

const UNREADABLE = [
  'diapason-tpe/algorithms/leaf-trailing-garbage',
  'diapason-tpe/trust/signature-algorithm-inconsistent',
  'diapason-tpe/usage/duplicate-extension',
];
/** A key that may not sign: GnuTLS looks when it verifies CertificateVerify. */
const WRONG_KEY_USAGE = [
  'diapason-tpe/usage/key-encipherment-only',
  'diapason-tpe/usage/non-repudiation-only',
];

describeStack({
  name: 'gnutls-serv',
  present: foreignTool('gnutls-serv'),
  right: rightOptions,
  start: startGnutls,
  oneAtATime: true,
  revoked: 'access_denied (49)',
  mistakes: [
    {
      mistake: 'no --x509crlfile',
      change: (right) => ({ ...right, '--x509crlfile': undefined }),
      caught: REVOCATION,
    },
    {
      mistake: 'no --verify-client-cert',
      change: (right) => ({ ...right, '--verify-client-cert': undefined }),
      caught: anyCertificateBut(...UNREADABLE, ...WRONG_KEY_USAGE),
    },
    {
      mistake: 'no --require-client-cert',
      change: (right) => ({ ...right, '--require-client-cert': undefined }),
      // GnuTLS then lets a client leave the message out altogether, which RFC 5246 §7.4.6 does not.
      caught: [...NO_CERTIFICATE_EVER, 'diapason-tpe/handshake/certificate-skipped'],
    },
    {
      mistake: 'the default priority: old versions, static RSA, short keys, and not the prescribed suite',
      change: (right) => ({ ...right, '--priority': undefined }),
      caught: [
        ...OLD_VERSIONS,
        'diapason-tpe/cipher/prescribed',
        'diapason-tpe/cipher/static-rsa-refused',
        'diapason-tpe/algorithms/leaf-rsa-1024',
      ],
    },
  ],
});
