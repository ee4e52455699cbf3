import { join } from 'node:path';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { NO_CERTIFICATE, OLD_VERSIONS, REVOCATION, WEAK_ALGORITHMS } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightConfiguration, startNginx } from './nginx.ts';

describeStack({
  name: 'nginx',
  present: foreignTool('nginx'),
  right: rightConfiguration,
  start: startNginx,
  revoked: 'HTTP 400',
  mistakes: [
    { mistake: 'no ssl_crl', change: (right) => right.replace(/ssl_crl .*;/, ''), caught: REVOCATION },
    {
      mistake: 'ssl_verify_client optional',
      change: (right) => right.replace('ssl_verify_client on', 'ssl_verify_client optional'),
      caught: NO_CERTIFICATE,
    },
    {
      mistake: 'ssl_verify_client optional_no_ca, and nothing behind it that looks',
      change: (right) => right.replace('ssl_verify_client on', 'ssl_verify_client optional_no_ca'),
      // Unknown roots are refused still, for want of their CRLs.
      caught: [
        ...NO_CERTIFICATE,
        'diapason-tpe/trust/intermediate-missing',
        'diapason-tpe/trust/leaf-issuer-name-differs',
        'diapason-tpe/usage/duplicate-extension',
      ],
    },
    {
      mistake: 'IGC-Santé trusted too',
      change: (right, { kit, joined }) =>
        right
          .replace(join(kit, 'trust/tpe.pem'), joined('trust/tpe.pem', 'trust/igc-sante.pem'))
          .replace(join(kit, 'crl/tpe.pem'), joined('crl/tpe.pem', 'crl/igc-sante.pem')),
      caught: ['diapason-tpe/trust/igc-sante-client'],
    },
    {
      mistake: 'TLS 1.0 and 1.1 on, which takes a suite with SHA-1 and the lowest security level',
      change: (right) =>
        right
          .replace('ssl_protocols TLSv1.2', 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2')
          .replace(/ssl_ciphers (.*);/, 'ssl_ciphers $1:ECDHE-RSA-AES256-SHA:@SECLEVEL=0;'),
      caught: [...OLD_VERSIONS, ...WEAK_ALGORITHMS],
    },
    {
      mistake: 'the default ssl_ciphers',
      change: (right) => right.replace(/ssl_ciphers .*;/, ''),
      caught: ['diapason-tpe/cipher/static-rsa-refused'],
    },
    {
      mistake: 'suites with AEAD only, as guides advise',
      change: (right) => right.replace(/ssl_ciphers .*;/, 'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;'),
      caught: ['diapason-tpe/cipher/prescribed'],
    },
    {
      mistake: 'a certificate of another name',
      change: (right, { kit, kitOfAnotherName }) =>
        right.replaceAll(join(kit, 'diapason-tpe-server'), join(kitOfAnotherName, 'diapason-tpe-server')),
      caught: ['diapason-tpe/identity/server-name', 'diapason-tpe/identity/server-alternative-name'],
    },
    {
      mistake: 'cert.pem instead of fullchain.pem',
      change: (right) => right.replace('fullchain.pem', 'cert.pem'),
      caught: ['diapason-tpe/identity/server-chain'],
    },
  ],
});
