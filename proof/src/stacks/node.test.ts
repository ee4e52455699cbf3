import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyCertificateBut, NO_CERTIFICATE, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightOptions, startNode } from './node.ts';

const UNREADABLE = [
  'diapason-tpe/algorithms/leaf-trailing-garbage',
  'diapason-tpe/usage/duplicate-extension',
];
/** Refused by accident: OpenSSL leaves its error of RSA where Node then looks for an error of TLS. */
const WRONG_SIGNATURE = [
  'diapason-tpe/trust/leaf-signature-corrupted',
  'diapason-tpe/trust/leaf-signature-empty',
  'diapason-tpe/trust/leaf-signed-by-own-key',
  'diapason-tpe/trust/issuing-ca-signature-corrupted',
];

describeStack({
  name: 'node:https',
  present: true,
  right: rightOptions,
  start: startNode,
  revoked: 'no answer and no alert',
  mistakes: [
    { mistake: 'no crl', change: ({ crl, ...right }) => right, caught: REVOCATION },
    {
      mistake: 'rejectUnauthorized: false',
      change: (right) => ({ ...right, rejectUnauthorized: false }),
      caught: [...anyCertificateBut(...UNREADABLE, ...WRONG_SIGNATURE), ...NO_CERTIFICATE],
    },
    {
      mistake: 'the default ciphers',
      change: ({ ciphers, ...right }) => right,
      caught: ['diapason-tpe/cipher/static-rsa-refused'],
    },
    {
      mistake: 'no SSL_OP_NO_RENEGOTIATION',
      change: (right) => ({ ...right, secureOptions: constants.SSL_OP_NO_TICKET }),
      caught: ['diapason-tpe/renegotiation/client-initiated'],
    },
    {
      mistake: 'cert.pem instead of fullchain.pem',
      change: (right, { kit }) => ({
        ...right,
        cert: readFileSync(join(kit, 'diapason-tpe-server/cert.pem')),
      }),
      caught: ['diapason-tpe/identity/server-chain'],
    },
  ],
});
