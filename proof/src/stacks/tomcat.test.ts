import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { NO_CERTIFICATE, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightConfiguration, startTomcat, type TomcatConfiguration } from './tomcat.ts';

describeStack<TomcatConfiguration>({
  name: 'Tomcat',
  present: foreignTool('catalina.sh'),
  right: rightConfiguration,
  start: startTomcat,
  revoked: 'certificate_unknown (46)',
  mistakes: [
    {
      mistake: 'no certificateRevocationListFile',
      change: (right) => ({
        ...right,
        connector: right.connector.replace(/certificateRevocationListFile="[^"]*"/, ''),
      }),
      caught: REVOCATION,
    },
    {
      mistake: 'certificateVerification optional',
      change: (right) => ({ ...right, connector: right.connector.replace('"required"', '"optional"') }),
      caught: NO_CERTIFICATE,
    },
    {
      mistake: 'the security properties of the JDK as they come',
      change: ({ connector }) => ({ connector }),
      caught: [
        'diapason-tpe/algorithms/leaf-sha1',
        'diapason-tpe/algorithms/issuing-ca-sha1',
        'diapason-tpe/algorithms/leaf-rsa-1024',
      ],
    },
  ],
});
