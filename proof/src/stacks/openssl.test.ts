import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { CIPHERS } from './bench.ts';
import { anyCertificateBut, NO_CERTIFICATE, OLD_VERSIONS, WEAK_ALGORITHMS } from './caught.ts';
import { describeStack } from './describe-stack.ts';
import { rightOptions, startOpenssl } from './openssl.ts';
import type { Options } from './program.ts';

describeStack<Options>({
  name: 'openssl s_server',
  present: foreignTool('openssl'),
  right: rightOptions,
  start: startOpenssl,
  oneAtATime: true,
  revoked: 'certificate_revoked (44)',
  mistakes: [
    {
      mistake: '-crl_check instead of -crl_check_all: the CRL of the leaf alone',
      change: (right) => ({ ...right, '-crl_check_all': undefined, '-crl_check': true }),
      caught: ['diapason-tpe/revocation/issuing-ca-revoked'],
    },
    {
      mistake: 'no -verify_return_error: what is wrong with a certificate is noted and ignored',
      change: (right) => ({ ...right, '-verify_return_error': undefined }),
      caught: anyCertificateBut('diapason-tpe/algorithms/leaf-trailing-garbage'),
    },
    {
      mistake: '-verify instead of -Verify: the client certificate optional',
      change: (right) => ({ ...right, '-Verify': undefined, '-verify': '3' }),
      caught: NO_CERTIFICATE,
    },
    {
      mistake: 'TLS 1.0 and 1.1 on',
      change: (right) => ({
        ...right,
        '-min_protocol': 'TLSv1',
        '-cipher': `${CIPHERS}:ECDHE-RSA-AES256-SHA:@SECLEVEL=0`,
      }),
      caught: [...OLD_VERSIONS, ...WEAK_ALGORITHMS],
    },
    {
      mistake: 'anonymous suites on',
      change: (right) => ({ ...right, '-cipher': `${CIPHERS}:aNULL:@SECLEVEL=0` }),
      caught: ['diapason-tpe/cipher/anonymous-refused', ...WEAK_ALGORITHMS],
    },
    {
      mistake: 'AES128-SHA on, whose key exchange is static RSA',
      change: (right) => ({ ...right, '-cipher': `${CIPHERS}:AES128-SHA` }),
      caught: ['diapason-tpe/cipher/static-rsa-refused'],
    },
    {
      mistake: '-client_renegotiation: renegotiation allowed',
      change: (right) => ({ ...right, '-client_renegotiation': true }),
      caught: ['diapason-tpe/renegotiation/client-initiated'],
    },
    {
      mistake: '-legacy_renegotiation with it: insecure renegotiation allowed',
      change: (right) => ({ ...right, '-client_renegotiation': true, '-legacy_renegotiation': true }),
      caught: ['diapason-tpe/renegotiation/client-initiated', 'diapason-tpe/renegotiation/insecure'],
    },
  ],
});
