import { asBuffer, DerError } from './der/decode.ts';

/** The DER of every block with that label (RFC 7468); what is around the blocks is ignored, as OpenSSL does. */
export function decodePem(text: string, label: string): Buffer[] {
  const blocks: Buffer[] = [];
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  for (let from = text.indexOf(begin); from !== -1; from = text.indexOf(begin, from)) {
    const start = from + begin.length;
    const stop = text.indexOf(end, start);
    if (stop === -1) throw new DerError('PEM', `has no line "${end}"`);
    blocks.push(decodeBase64(text.slice(start, stop)));
    from = stop;
  }
  return blocks;
}

/** White space does not count; Buffer would pass over whatever else is not base64, too. */
function decodeBase64(text: string): Buffer {
  try {
    const octets = Buffer.from(atob(text), 'latin1');
    // atob does without padding.
    if (octets.length > 0 && (octets.length % 3 === 0 || /=\s*$/.test(text))) return octets;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  throw new DerError('PEM', 'is not base64');
}

export function encodePem(der: Uint8Array, label: string): string {
  const base64 = asBuffer(der).toString('base64');
  let lines = '';
  for (let start = 0; start < base64.length; start += 64) lines += `${base64.slice(start, start + 64)}\n`;
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}

/** One DER, from DER itself (a view of it, no copy) or from a text with exactly one PEM block of that label. */
export function derOf(input: Uint8Array | string, label: string): Buffer {
  // A DER structure starts with a SEQUENCE, whose tag is the digit 0; no PEM file starts with it.
  if (typeof input !== 'string' && (input[0] === 0x30 || input.length === 0)) return asBuffer(input);
  const blocks = decodePem(typeof input === 'string' ? input : Buffer.from(input).toString('latin1'), label);
  const [first] = blocks;
  if (first === undefined || blocks.length > 1) {
    throw new DerError('PEM', `has ${blocks.length} blocks "${label}" where one is expected`);
  }
  return first;
}
