import { transcriptText } from '@banc-gap/tls12';
import type { Trial } from '../runner/result.ts';

interface EvidenceFile {
  readonly present: (trial: Trial) => boolean;
  readonly content: (trial: Trial) => string;
}

const hasMessages = ({ exchange }: Trial): boolean => exchange.transcript.entries.length > 0;

/** The files that show what went over the wire, by their name in the folder of the case. */
const FILES: Readonly<Record<string, EvidenceFile>> = {
  'transcript.txt': { present: hasMessages, content: ({ exchange }) => transcriptText(exchange.transcript) },
  'transcript.json': {
    present: hasMessages,
    content: ({ exchange }) => `${JSON.stringify(exchange.transcript, null, 2)}\n`,
  },
  'keylog.txt': {
    present: ({ exchange }) => exchange.keyLog.length > 0,
    content: ({ exchange }) => exchange.keyLog.map((line) => `${line}\n`).join(''),
  },
  /** What the bench presented. */
  'chain.pem': {
    present: ({ presented }) => presented.length > 0,
    content: ({ presented }) => presented.map(pem).join(''),
  },
  /** What the GAP presented. */
  'server-chain.pem': {
    present: ({ exchange }) => exchange.serverChain.length > 0,
    content: ({ exchange }) => exchange.serverChain.map(pem).join(''),
  },
};

/** Paths relative to the report; what there is nothing of has no file. */
export function evidencePaths(caseId: string, trial: Trial): readonly string[] {
  return filesOf(caseId, trial).map(({ path }) => path);
}

export function evidenceFiles(caseId: string, trial: Trial): readonly { path: string; content: string }[] {
  return filesOf(caseId, trial).map(({ path, content }) => ({ path, content: content(trial) }));
}

function filesOf(caseId: string, trial: Trial) {
  return Object.entries(FILES)
    .filter(([, { present }]) => present(trial))
    .map(([name, { content }]) => ({ path: `evidence/${caseId}/${name}`, content }));
}

/** Of whatever was sent as a certificate, be it readable or not. */
function pem(der: Uint8Array): string {
  const base64 = Buffer.from(der)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${base64}-----END CERTIFICATE-----\n`;
}
