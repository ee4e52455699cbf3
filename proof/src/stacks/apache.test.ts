import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { rightConfiguration, startApache } from './apache.ts';
import { NO_CERTIFICATE, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';

describeStack({
  name: 'Apache httpd',
  present: foreignTool('apache2'),
  right: rightConfiguration,
  start: startApache,
  revoked: 'certificate_revoked (44)',
  mistakes: [
    {
      mistake: 'SSLCARevocationFile without SSLCARevocationCheck',
      change: (right) => right.replace('SSLCARevocationCheck chain', ''),
      caught: REVOCATION,
    },
    {
      mistake: 'SSLCARevocationCheck leaf',
      change: (right) => right.replace('SSLCARevocationCheck chain', 'SSLCARevocationCheck leaf'),
      caught: ['diapason-tpe/revocation/issuing-ca-revoked'],
    },
    {
      mistake: 'SSLCARevocationCheck chain no_crl_for_cert_ok',
      change: (right) => right.replace('Check chain', 'Check chain no_crl_for_cert_ok'),
      caught: ['diapason-tpe/revocation/issuing-ca-without-crl'],
    },
    {
      mistake: 'SSLVerifyClient optional',
      change: (right) => right.replace('SSLVerifyClient require', 'SSLVerifyClient optional'),
      caught: NO_CERTIFICATE,
    },
    {
      mistake: 'SSLVerifyClient optional_no_ca',
      change: (right) => right.replace('SSLVerifyClient require', 'SSLVerifyClient optional_no_ca'),
      caught: NO_CERTIFICATE,
    },
    {
      mistake: 'SSLVerifyClient in a <Location>: the certificate is asked for once the request is there',
      change: (right) =>
        right.replace(/SSLVerifyClient .*\n.*SSLVerifyDepth .*/, '<Location "/">\n$&\n</Location>'),
      caught: [],
    },
    {
      mistake: 'the default SSLCipherSuite',
      change: (right) => right.replace(/SSLCipherSuite .*/, ''),
      caught: ['diapason-tpe/cipher/static-rsa-refused'],
    },
    {
      mistake: 'the default SSLProtocol',
      change: (right) => right.replace(/SSLProtocol .*/, ''),
      caught: [],
    },
  ],
});
