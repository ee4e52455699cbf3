/** The servers of the JDK, as it comes; Tomcat, on the same TLS, is given what the kit's README says beside. */
const JDK = ['Java HttpsServer', 'Java SSLServerSocket'] as const;
const JSSE = [...JDK, 'Tomcat'] as const;

export type JudgedStack =
  | 'nginx'
  | 'Apache httpd'
  | 'HAProxy'
  | 'openssl s_server'
  | 'gnutls-serv'
  | 'node:https'
  | (typeof JSSE)[number];

/** What a correctly configured stack gets wrong; docs/stacks.md gives the proof of each. */
export interface Shortcoming {
  readonly stacks: readonly JudgedStack[];
  readonly case: string;
  readonly verdict: 'fail' | 'warn';
  readonly why: string;
}

export const SHORTCOMINGS: readonly Shortcoming[] = [
  {
    stacks: ['gnutls-serv'],
    case: 'diapason-tpe/usage/server-auth-only',
    verdict: 'warn',
    why: 'It verifies a chain for no purpose in particular, and has no option to name one.',
  },
  {
    stacks: ['gnutls-serv'],
    case: 'diapason-tpe/usage/code-signing-only',
    verdict: 'warn',
    why: 'It verifies a chain for no purpose in particular, and has no option to name one.',
  },
  {
    stacks: ['gnutls-serv'],
    case: 'diapason-tpe/usage/name-excluded-by-ca',
    verdict: 'warn',
    why: 'It applies no name constraint to a directory name.',
  },
  {
    stacks: ['gnutls-serv', ...JDK],
    case: 'diapason-tpe/renegotiation/client-initiated',
    verdict: 'warn',
    why: 'It renegotiates when a client asks for it; Java has a property to forbid it, gnutls-serv has nothing.',
  },
  {
    stacks: JDK,
    case: 'diapason-tpe/algorithms/leaf-sha1',
    verdict: 'warn',
    why: 'jdk.certpath.disabledAlgorithms refuses SHA-1 only of servers whose root came with the JDK.',
  },
  {
    stacks: JDK,
    case: 'diapason-tpe/algorithms/issuing-ca-sha1',
    verdict: 'warn',
    why: 'jdk.certpath.disabledAlgorithms refuses SHA-1 only of servers whose root came with the JDK.',
  },
  {
    stacks: JDK,
    case: 'diapason-tpe/algorithms/leaf-rsa-1024',
    verdict: 'warn',
    why: 'jdk.certpath.disabledAlgorithms refuses RSA keys below 1024 bits.',
  },
  {
    stacks: JSSE,
    case: 'diapason-tpe/algorithms/leaf-trailing-garbage',
    verdict: 'warn',
    why: 'CertificateFactory reads one certificate and does not look at what follows.',
  },
  {
    stacks: JDK,
    case: 'diapason-tpe/record/too-long',
    verdict: 'warn',
    why: 'JSSE takes records of up to twice the length that RFC 5246 allows.',
  },
  {
    stacks: JSSE,
    case: 'diapason-tpe/record/content-too-long',
    verdict: 'warn',
    why: 'JSSE takes records of up to twice the length that RFC 5246 allows.',
  },
  {
    stacks: JSSE,
    case: 'diapason-tpe/handshake/certificate-message-too-long',
    verdict: 'warn',
    why: 'JSSE reads the list that is in a Certificate message, and does not look at what follows.',
  },
  {
    stacks: ['gnutls-serv'],
    case: 'diapason-tpe/revocation/issuing-ca-without-crl',
    verdict: 'warn',
    why: 'It accepts what it has no CRL for.',
  },
  {
    stacks: ['gnutls-serv', 'openssl s_server'],
    case: 'diapason-tpe/handshake/another-terminal-stalls',
    verdict: 'warn',
    why: 'A test server of one thread, which waits for the rest of a ClientHello without end.',
  },
];

export function shortcomingsOf(stack: JudgedStack): Shortcoming[] {
  return SHORTCOMINGS.filter(({ stacks }) => stacks.includes(stack));
}
