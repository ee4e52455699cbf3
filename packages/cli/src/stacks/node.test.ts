import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANY_CERTIFICATE, NO_CERTIFICATE, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightOptions, startNode } from './node.ts';

describeStack({
  name: 'node:https',
  present: true,
  right: rightOptions,
  start: startNode,
  revoked: 'Connection closed, no answer and no alert',
  mistakes: [
    { mistake: 'no crl', change: ({ crl, ...right }) => right, caught: REVOCATION },
    {
      mistake: 'rejectUnauthorized: false',
      change: (right) => ({ ...right, rejectUnauthorized: false }),
      // A wrong signature is refused still, by accident: OpenSSL leaves its error where Node then looks for errors of TLS.
      caught: [...ANY_CERTIFICATE.filter((id) => !id.endsWith('-signature-corrupted')), ...NO_CERTIFICATE],
    },
    {
      mistake: 'the default ciphers',
      change: ({ ciphers, ...right }) => right,
      caught: ['diapason-tpe/cipher/static-rsa-refused'],
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
