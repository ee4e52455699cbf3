/** What `banc load` tells the scripts, or who runs k6 by hand: environment variables, each with its default. */

export function text(name: string, fallback?: string): string {
  const value = __ENV[`BANC_${name}`] ?? fallback;
  if (value === undefined) throw new Error(`BANC_${name} is not set; docs/load.md says what a script needs`);
  return value;
}

export function number(name: string, fallback: number): number {
  const value = Number(__ENV[`BANC_${name}`] ?? fallback);
  if (!(value >= 0)) throw new Error(`BANC_${name} is no number: ${__ENV[`BANC_${name}`]}`);
  return value;
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds of a duration such as `30s`, `5m` or `1h30m`. */
export function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.map(([part]) => part).join('') !== duration || parts.length === 0) {
    throw new Error(`${duration} is no duration; 30s, 5m and 1h30m are`);
  }
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * UNITS[unit!]!, 0);
}

/** How long the load lasts, in seconds. */
export const duration = (fallback: string): number => seconds(text('DURATION', fallback));

/** Where the GAP's server for terminals is, and who connects to it. */
export function server() {
  return {
    target: text('TARGET'),
    serverName: text('SERVER_NAME', 'gap.ch-test.fr'),
    trust: text('TRUST'),
    timeout: number('TIMEOUT', 10_000),
  };
}
