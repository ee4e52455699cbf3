import { Certificate } from '@banc-gap/pki';
import { GROUPS, type TranscriptEntry } from '@banc-gap/tls12';
import { suiteName, versionName } from '../runner/describe.ts';

/** One message of a transcript as people read it. Names and facts are the protocol's own, the same in every language. */
export interface Step {
  readonly direction: 'sent' | 'received';
  /** As RFC 5246 spells it: "ClientHello". */
  readonly name: string;
  readonly facts: readonly string[];
  readonly protected: boolean;
  /** Octets of the message, its header included. */
  readonly bytes: Buffer;
}

/** In short: `transcriptText` of tls12 says everything. */
export function stepOf({ direction, record, message, bytes }: TranscriptEntry): Step {
  return {
    direction,
    name: nameOf(message),
    facts: factsOf(message),
    protected: record.protected,
    bytes,
  };
}

type Message = TranscriptEntry['message'];

const GROUP_NAMES = new Map<number, string>(Object.entries(GROUPS).map(([name, code]) => [code, name]));

function nameOf(message: Message): string {
  const name = message.type === 'malformed' ? (message.of ?? 'unknown message') : message.type;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function factsOf(message: Message): string[] {
  switch (message.type) {
    case 'clientHello':
      return [
        versionName(message.version),
        `${message.cipherSuites.length} suites: ${message.cipherSuites.map(hex).join(' ')}`,
      ];
    case 'serverHello':
      return [versionName(message.version), suiteName(message.cipherSuite)];
    case 'certificate':
      return message.chain.length === 0 ? ['empty'] : message.chain.map(subjectOf);
    case 'serverKeyExchange':
      return [GROUP_NAMES.get(message.group) ?? hex(message.group)];
    case 'certificateRequest':
      return [`CA names: ${message.authorities.length}`];
    case 'alert':
      return [message.level, `${message.name ?? 'unregistered'} (${message.code})`];
    case 'applicationData':
      return [`${message.length} octets`];
    case 'malformed':
      return [`malformed: ${message.reason}`];
    default:
      return [];
  }
}

function subjectOf(der: Buffer): string {
  try {
    const certificate = Certificate.parse(der);
    return certificate.commonName ?? `serial ${certificate.serialNumber}`;
  } catch {
    // It is shown as what was sent, whether or not it can be read.
    return 'unreadable certificate';
  }
}

const hex = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(4, '0')}`;
