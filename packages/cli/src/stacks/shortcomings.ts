/** What a correctly configured stack accepts although it should not; docs/stacks.md gives the proof of each. */
export interface Shortcoming {
  readonly stack: 'gnutls-serv';
  readonly case: string;
  readonly verdict: 'fail' | 'warn';
  readonly why: string;
}

export const SHORTCOMINGS: readonly Shortcoming[] = [
  {
    stack: 'gnutls-serv',
    case: 'diapason-tpe/usage/server-auth-only',
    verdict: 'warn',
    why: 'it verifies the chain without asking for a purpose, and has no option to ask for one',
  },
];

export function shortcomingsOf(stack: Shortcoming['stack']): string[] {
  return SHORTCOMINGS.filter((shortcoming) => shortcoming.stack === stack).map((found) => found.case);
}
