import type { Result, Slice } from './result.ts';
import { textOf } from './text.ts';

const WIDTH = 720;
const HEIGHT = 220;
const MARGIN = { left: 56, right: 12, top: 30, bottom: 28 };

interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly of: (slice: Slice) => number;
}

const RATES: readonly Curve[] = [
  { name: 'offered', colour: '#888', of: ({ offered, from, to }) => offered / (to - from) },
  { name: 'completed', colour: '#07663a', of: ({ completed, from, to }) => completed / (to - from) },
  { name: 'failed', colour: '#b00020', of: ({ failed, from, to }) => failed / (to - from) },
];
const LATENCIES: readonly Curve[] = [
  { name: 'p50', colour: '#07663a', of: ({ p50 }) => p50 },
  { name: 'p95', colour: '#b26a00', of: ({ p95 }) => p95 },
  { name: 'p99', colour: '#b00020', of: ({ p99 }) => p99 },
];

/** What a run came to, as one page that needs nothing else. */
export function pageOf(result: Result): string {
  const title = escaped(`${result.script}: ${result.target}`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 54rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
pre { font-size: .85rem; overflow-x: auto } svg { width: 100%; height: auto } text { font-size: 12px; fill: currentColor }
</style>
<h1>${title}</h1>
<pre>${escaped(textOf(result))}</pre>
${result.slices.length > 0 ? charts(result) : ''}
</html>
`;
}

const charts = ({ what, slices, drift }: Result) => `<h2>${escaped(what)} a second</h2>
${chart(slices, RATES, '')}
<h2>Duration</h2>
${drift ? '<p>Shaded: the first fifth and the last, and the p95 of each.</p>' : ''}
${chart(slices, LATENCIES, ' ms', drift)}`;

function chart(
  slices: readonly Slice[],
  curves: readonly Curve[],
  unit: string,
  drift: Result['drift'] = null,
): string {
  const end = slices.at(-1)!.to;
  const top = niceCeiling(Math.max(...slices.flatMap((slice) => curves.map(({ of }) => of(slice))), 1));
  const x = (at: number) => MARGIN.left + (at / end) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number) => HEIGHT - MARGIN.bottom - (value / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const lines = curves.map(({ name, colour, of }) => {
    const points = slices.map(
      (slice) => `${x((slice.from + slice.to) / 2).toFixed(1)},${y(of(slice)).toFixed(1)}`,
    );
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(' ')}"><title>${name}</title></polyline>`;
  });
  const fifths = drift
    ? [drift.first, drift.last].map(({ p95 }, index) => {
        const [from, to] = [x(end * 0.8 * index), x(end * (0.2 + 0.8 * index))];
        const shade = `<path d="M${from} ${y(0)}V${y(top)}H${to}V${y(0)}Z" fill="#eee"/>`;
        const level = `<path d="M${from} ${y(p95)}H${to}" stroke="#b26a00" stroke-dasharray="4 3"/>`;
        return shade + level;
      })
    : [];
  const grid = [0, 0.5, 1].map((part) => {
    const value = top * part;
    const label = `<text x="${MARGIN.left - 6}" y="${y(value) + 4}" text-anchor="end">${value}${unit}</text>`;
    return `<path d="M${MARGIN.left} ${y(value)}H${WIDTH - MARGIN.right}" stroke="#ddd"/>${label}`;
  });
  const legend = curves.map(
    ({ name, colour }, index) =>
      `<text x="${MARGIN.left + 84 * index}" y="14" style="fill:${colour}">${name}</text>`,
  );
  const times = [0, end / 2, end].map(
    (at) =>
      `<text x="${x(at)}" y="${HEIGHT - 8}" text-anchor="${at === end ? 'end' : 'middle'}">${Math.round(at)} s</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${[...fifths, ...grid, ...lines, ...legend, ...times].join('\n')}</svg>`;
}

/** 1, 2 or 5 times a power of ten, at least as large. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= value) ?? 10 * power;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
