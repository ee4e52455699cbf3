import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { NO_CERTIFICATE, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightConfiguration, startHaproxy } from './haproxy.ts';

describeStack({
  name: 'HAProxy',
  present: foreignTool('haproxy'),
  right: rightConfiguration,
  start: startHaproxy,
  revoked: 'certificate_revoked (44)',
  mistakes: [
    {
      mistake: 'no crl-file',
      change: (right) => right.replace(/crl-file "[^"]*"/, ''),
      caught: REVOCATION,
    },
    {
      mistake: 'verify optional',
      change: (right) => right.replace('verify required', 'verify optional'),
      caught: NO_CERTIFICATE,
    },
    {
      mistake: 'the default ciphers',
      change: (right) => right.replace(/ciphers \S+/, ''),
      caught: ['diapason-tpe/cipher/static-rsa-refused'],
    },
  ],
});
