import { encodePem } from '../pem.ts';
import { runTool } from './run-tool.ts';

export interface Verification {
  /** What the peer sent, the leaf first. */
  readonly presented: readonly Buffer[];
  readonly anchors: readonly Buffer[];
  /** Absent: revocation is not checked. */
  readonly crls?: readonly Buffer[];
  readonly at: Date;
  readonly purpose: 'clientAuth' | 'serverAuth';
  readonly options?: readonly string[];
}

/** What `openssl verify` answers, with revocation of the whole chain if there are CRLs. */
export function opensslVerify({ presented, anchors, crls, at, purpose, options = [] }: Verification): {
  readonly accepted: boolean;
  readonly output: string;
} {
  const [leaf, ...others] = presented;
  const certificates = (ders: readonly Buffer[]) => ders.map((der) => encodePem(der, 'CERTIFICATE')).join('');
  const { status, output } = runTool(
    'openssl',
    [
      ...['verify', '-no-CApath', '-no-CAstore', '-CAfile', 'anchors'],
      ...(others.length > 0 ? ['-untrusted', 'others'] : []),
      ...[
        '-attime',
        String(at.getTime() / 1000),
        '-purpose',
        purpose === 'clientAuth' ? 'sslclient' : 'sslserver',
      ],
      ...(crls ? ['-crl_check_all', '-CRLfile', 'crls'] : []),
      ...options,
      'leaf',
    ],
    {
      anchors: certificates(anchors),
      others: certificates(others),
      leaf: leaf ? certificates([leaf]) : '',
      crls: (crls ?? []).map((crl) => encodePem(crl, 'X509 CRL')).join(''),
    },
  );
  return { accepted: status === 0, output };
}
