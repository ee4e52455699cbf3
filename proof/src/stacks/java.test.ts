import { afterAll, beforeAll } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { anyCertificateBut, NO_CERTIFICATE_EVER, REVOCATION } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { type JavaGap, JavaMachine } from './java.ts';

/** Running a source file takes the compiler too, which a JRE does not have. */
const present = foreignTool('javac');

let java: JavaMachine | undefined;
beforeAll(async () => {
  if (present) java = await JavaMachine.start();
});
afterAll(() => java?.[Symbol.asyncDispose]());

const UNREADABLE = [
  'diapason-tpe/trust/signature-algorithm-inconsistent',
  'diapason-tpe/usage/duplicate-extension',
];
/** JSSE applies jdk.certpath.disabledAlgorithms behind a TrustManager that is not an X509ExtendedTrustManager. */
const REFUSED_BY_JSSE_ITSELF = 'diapason-tpe/algorithms/leaf-md5';

const start = (gap: JavaGap) => java!.startGap(gap);

describeStack<JavaGap>({
  name: 'Java HttpsServer',
  present,
  right: ({ kit }) => ({ server: 'HttpsServer', mistake: 'none', kit }),
  start,
  revoked: 'no answer and no alert',
  mistakes: [
    {
      mistake: 'revocation not enabled',
      change: (right) => ({ ...right, mistake: 'noCrl' }),
      caught: REVOCATION,
    },
    {
      mistake: 'setWantClientAuth instead of setNeedClientAuth',
      change: (right) => ({ ...right, mistake: 'wantClientAuth' }),
      caught: NO_CERTIFICATE_EVER,
    },
  ],
});

describeStack<JavaGap>({
  name: 'Java SSLServerSocket',
  present,
  right: ({ kit }) => ({ server: 'SSLServerSocket', mistake: 'none', kit }),
  start,
  revoked: 'certificate_unknown (46)',
  mistakes: [
    {
      mistake: 'ONLY_END_ENTITY: the CRL of the leaf alone',
      change: (right) => ({ ...right, mistake: 'onlyEndEntity' }),
      caught: ['diapason-tpe/revocation/issuing-ca-revoked'],
    },
    {
      mistake: 'an empty TrustManager',
      change: (right) => ({ ...right, mistake: 'trustAll' }),
      caught: [
        ...anyCertificateBut(...UNREADABLE, REFUSED_BY_JSSE_ITSELF),
        'diapason-tpe/renegotiation/other-certificate',
      ],
    },
  ],
});
