import { Certificate, nameToString } from '@banc-gap/pki';
import {
  certificateTypeName,
  cipherSuiteName,
  extensionName,
  groupName,
  signatureSchemeName,
  versionName,
} from './code-points.ts';
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
        version: versionName(message.version),
        'session id': message.sessionId.toString('hex'),
        'cipher suites': message.cipherSuites.map(cipherSuiteName).join(' '),
        ...extensionFacts(message.extensions),
      });
    case 'serverHello':
      return facts({
        version: versionName(message.version),
        'cipher suite': cipherSuiteName(message.cipherSuite),
        'session id': message.sessionId.toString('hex'),
        ...extensionFacts(message.extensions),
      });
    case 'certificate':
      return message.chain.length === 0 ? 'no certificate' : message.chain.map(subject).join(' | ');
    case 'serverKeyExchange':
      return facts({ group: groupName(message.group), signature: signatureSchemeName(message.scheme) });
    case 'certificateRequest':
      return facts({
        types: message.certificateTypes.map(certificateTypeName).join(' '),
        'signature algorithms': message.signatureAlgorithms.map(signatureSchemeName).join(' '),
        authorities: String(message.authorities.length),
      });
    case 'certificateVerify':
      return facts({ signature: signatureSchemeName(message.scheme) });
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
    groups: extensions.supportedGroups?.map(groupName).join(' '),
    'signature algorithms': extensions.signatureAlgorithms?.map(signatureSchemeName).join(' '),
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

function hexDump(bytes: Buffer): string[] {
  const rows = Math.ceil(bytes.length / 16);
  return Array.from({ length: rows }, (_, row) => {
    const octets = bytes.subarray(row * 16, row * 16 + 16);
    return `${' '.repeat(13)}${(row * 16).toString(16).padStart(4, '0')}  ${octets.toString('hex').replace(/..(?=.)/g, '$& ')}`;
  });
}
