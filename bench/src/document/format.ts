import type { HandshakeFigures } from '../results.ts';
import type { Spread } from '../statistics.ts';

export function withRange({ median, minimum, maximum }: Spread, text: (value: number) => string): string {
  return `${text(median)} (${text(minimum)}–${text(maximum)})`;
}

export const fixed = (value: number, digits: number): string => value.toFixed(digits);
export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const times = (value: number): string => `${fixed(value, value < 10 ? 2 : 0)} ×`;
export const megabytes = (octets: number): string => `${whole(octets / 1e6)} MB`;
export const percent = (part: number): string => `${fixed(100 * part, 1)} %`;
/** What is too small to be told in whole numbers has a decimal. */
export const number = (value: number): string => (value < 100 ? fixed(value, 1) : whole(value));

/** Handshakes for a second of processor time. */
export const rate = ({ handshakes, processorSeconds }: HandshakeFigures): number =>
  handshakes / processorSeconds;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
