import { Certificate, nameToString } from '@banc-gap/pki';
import { CIPHER_SUITES } from './cipher-suites.ts';
import { CLIENT_CERTIFICATE_TYPES, EXTENSION_TYPES } from './constants.ts';
import { GROUPS } from './key-exchange.ts';
import type { DecodedMessage } from './messages/decode.ts';
import type { Extensions } from './messages/extensions.ts';
import type { Transcript, TranscriptEntry } from './transcript.ts';

/** A transcript for people: one line a message, with what it says, and its octets in hexadecimal if asked for. */
export function transcriptText(transcript: Transcript, options: { readonly bytes?: boolean } = {}): string {
  const [first] = transcript.entries;
  if (!first) return 'nothing was sent and nothing was received\n';
  const lines = transcript.entries.flatMap((entry) => [
    messageLine(entry, first.at),
    ...(options.bytes ? hexDump(entry.bytes) : []),
  ]);
  if (transcript.omitted > 0) lines.push(`${transcript.omitted} more messages`);
  return `${first.at.toISOString()}\n${lines.join('\n')}\n`;
}

function messageLine({ at, direction, record, message, bytes }: TranscriptEntry, start: Date): string {
  const milliseconds = String(at.getTime() - start.getTime()).padStart(6);
  const arrow = direction === 'sent' ? '>>' : '<<';
  const guard = record.protected ? 'protected' : 'clear';
  const size = message.type === 'applicationData' ? message.length : bytes.length;
  const content = describe(message);
  return `${milliseconds} ms ${arrow} ${title(message)}, ${size} octets, ${guard}${content && `: ${content}`}`;
}

function title(message: DecodedMessage): string {
  const name = message.type === 'malformed' ? (message.of ?? 'message') : message.type;
  const words = name[0]!.toUpperCase() + name.slice(1);
  return message.type === 'malformed' ? `malformed ${words}` : words;
}

function describe(message: DecodedMessage): string {
  switch (message.type) {
    case 'clientHello':
      return facts({
        version: version(message.version),
        'session id': message.sessionId.toString('hex'),
        'cipher suites': message.cipherSuites.map(cipherSuite).join(' '),
        ...extensionFacts(message.extensions),
      });
    case 'serverHello':
      return facts({
        version: version(message.version),
        'cipher suite': cipherSuite(message.cipherSuite),
        'session id': message.sessionId.toString('hex'),
        ...extensionFacts(message.extensions),
      });
    case 'certificate':
      return message.chain.length === 0 ? 'no certificate' : message.chain.map(subject).join(' | ');
    case 'serverKeyExchange':
      return facts({ group: group(message.group), signature: signatureScheme(message.scheme) });
    case 'certificateRequest':
      return facts({
        types: message.certificateTypes.map(certificateType).join(' '),
        'signature algorithms': message.signatureAlgorithms.map(signatureScheme).join(' '),
        authorities: String(message.authorities.length),
      });
    case 'certificateVerify':
      return facts({ signature: signatureScheme(message.scheme) });
    case 'newSessionTicket':
      return facts({ lifetime: `${message.lifetime} s`, ticket: `${message.ticket.length} octets` });
    case 'finished':
      return facts({ 'verify data': message.verifyData.toString('hex') });
    case 'alert':
      return `${message.level} ${message.name ?? 'unregistered'} (${message.code})`;
    case 'malformed':
      return message.reason;
    default:
      return '';
  }
}

/** Facts without a value are left out. */
function facts(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value ? [`${name} ${value}`] : []))
    .join('; ');
}

function extensionFacts(extensions: Extensions): Record<string, string | undefined> {
  return {
    'server name': extensions.serverName,
    groups: extensions.supportedGroups?.map(group).join(' '),
    'signature algorithms': extensions.signatureAlgorithms?.map(signatureScheme).join(' '),
    extensions: extensions.types.map(extensionName).join(' '),
  };
}

function subject(der: Buffer): string {
  try {
    const certificate = Certificate.parse(der);
    return `${nameToString(certificate.subject)} serial ${certificate.serialNumber}`;
  } catch {
    return `unreadable certificate of ${der.length} octets`; // whoever judges it says why
  }
}

const VERSIONS = new Map([
  [0x0300, 'SSL 3.0'],
  [0x0301, 'TLS 1.0'],
  [0x0302, 'TLS 1.1'],
  [0x0303, 'TLS 1.2'],
  [0x0304, 'TLS 1.3'],
]);
const SUITES = new Map<number, string>([
  ...CIPHER_SUITES.map(({ code, name }) => [code, name] as const),
  [0x00ff, 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV'],
  [0x5600, 'TLS_FALLBACK_SCSV'],
]);
/** RFC 5246 §7.4.1.4.1 by the names of RFC 8446 §4.2.3. */
const SIGNATURE_SCHEMES = new Map([
  [0x0101, 'rsa_pkcs1_md5'],
  [0x0201, 'rsa_pkcs1_sha1'],
  [0x0401, 'rsa_pkcs1_sha256'],
  [0x0501, 'rsa_pkcs1_sha384'],
  [0x0601, 'rsa_pkcs1_sha512'],
  [0x0804, 'rsa_pss_rsae_sha256'],
  [0x0805, 'rsa_pss_rsae_sha384'],
  [0x0806, 'rsa_pss_rsae_sha512'],
  [0x0203, 'ecdsa_sha1'],
  [0x0403, 'ecdsa_sha256'],
  [0x0503, 'ecdsa_sha384'],
  [0x0603, 'ecdsa_sha512'],
]);

const version = (code: number): string => VERSIONS.get(code) ?? hexadecimal(code);
const cipherSuite = (code: number): string => SUITES.get(code) ?? hexadecimal(code);
const signatureScheme = (code: number): string => SIGNATURE_SCHEMES.get(code) ?? hexadecimal(code);
const group = nameIn(GROUPS);
const extensionName = nameIn(EXTENSION_TYPES);
const certificateType = nameIn(CLIENT_CERTIFICATE_TYPES);

function nameIn(codes: Readonly<Record<string, number>>): (code: number) => string {
  const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));
  return (code) => names.get(code) ?? hexadecimal(code);
}

function hexadecimal(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function hexDump(bytes: Buffer): string[] {
  const rows = Math.ceil(bytes.length / 16);
  return Array.from({ length: rows }, (_, row) => {
    const octets = bytes.subarray(row * 16, row * 16 + 16);
    return `${' '.repeat(13)}${(row * 16).toString(16).padStart(4, '0')}  ${octets.toString('hex').replace(/..(?=.)/g, '$& ')}`;
  });
}
