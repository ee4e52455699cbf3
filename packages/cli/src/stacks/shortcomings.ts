export type JudgedStack =
  | 'nginx'
  | 'openssl s_server'
  | 'gnutls-serv'
  | 'node:https'
  | 'Java HttpsServer'
  | 'Java SSLServerSocket';

/** What a correctly configured stack gets wrong; docs/stacks.md gives the proof of each. */
export interface Shortcoming {
  readonly stack: JudgedStack;
  readonly case: string;
  readonly verdict: 'fail' | 'warn';
  readonly why: string;
}

export const SHORTCOMINGS: readonly Shortcoming[] = [
  {
    stack: 'gnutls-serv',
    case: 'diapason-tpe/usage/server-auth-only',
    verdict: 'warn',
    why: 'It verifies a chain for no purpose in particular, and has no option to name one.',
  },
];

export function shortcomingsOf(stack: JudgedStack): Pick<Shortcoming, 'case' | 'verdict'>[] {
  return SHORTCOMINGS.filter((shortcoming) => shortcoming.stack === stack).map((found) => ({
    case: found.case,
    verdict: found.verdict,
  }));
}
