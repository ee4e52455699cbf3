import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { ANY_CERTIFICATE, NO_CERTIFICATE, OLD_VERSIONS, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightOptions, startGnutls } from './gnutls.ts';

describeStack({
  name: 'gnutls-serv',
  present: foreignTool('gnutls-serv'),
  right: rightOptions,
  start: startGnutls,
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
      caught: ANY_CERTIFICATE,
    },
    {
      mistake: 'no --require-client-cert',
      change: (right) => ({ ...right, '--require-client-cert': undefined }),
      // GnuTLS then lets a client leave the message out altogether, which RFC 5246 §7.4.6 does not.
      caught: [...NO_CERTIFICATE, 'diapason-tpe/handshake/certificate-skipped'],
    },
    {
      mistake: 'the default priority, which has old versions and static RSA, and not the prescribed suite',
      change: (right) => ({ ...right, '--priority': undefined }),
      caught: [...OLD_VERSIONS, 'diapason-tpe/cipher/prescribed', 'diapason-tpe/cipher/static-rsa-refused'],
    },
  ],
});
