import type { BenchmarkResults } from '../results.ts';
import { whole } from './format.ts';
import { type Curve, crlCurves, fleetCurve } from './growth.ts';

const WIDTH = 800;
const HEIGHT = 320;
const PANEL = { width: 320, height: 220, top: 50 } as const;
const COLOURS: Readonly<Record<string, string>> = { tls12: '#0b6e4f', nginx: '#b3261e' };

/** docs/benchmarks.svg: what a handshake costs as the CRL grows, and as the fleet grows; both axes logarithmic. */
export function growthPlot(results: BenchmarkResults): string {
  const crls = crlCurves(results);
  const fleet = fleetCurve(results);
  const top = decadeAbove(Math.max(...[...crls, fleet].flatMap(({ points }) => points.map(y))));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="Processor time of a handshake, as the CRL and the fleet grow">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${panel({ left: 60, title: 'Entries of the CRL', curves: crls, top })}
${panel({ left: 460, title: 'Terminals that come in turn', curves: [fleet], top })}
</svg>
`;
}

interface PanelOptions {
  readonly left: number;
  readonly title: string;
  readonly curves: readonly Curve[];
  /** The highest value of the vertical axis, a power of ten. */
  readonly top: number;
}

/** Milliseconds at the foot of the vertical axis. */
const BOTTOM = 0.1;

function panel({ left, title, curves, top }: PanelOptions): string {
  const values = curves.flatMap(({ points }) => points.map(({ at }) => at));
  const [first, last] = [Math.min(...values), Math.max(...values)];
  const x = scale(first, last, left, left + PANEL.width);
  const height = scale(BOTTOM, top, PANEL.top + PANEL.height, PANEL.top);
  const foot = PANEL.top + PANEL.height;
  const columns = decades(first, last).map(
    (at) =>
      `<text x="${x(at)}" y="${foot + 18}" text-anchor="middle">${whole(at)}</text><line x1="${x(at)}" x2="${x(at)}" y1="${PANEL.top}" y2="${foot}" stroke="#ddd"/>`,
  );
  const rows = decades(BOTTOM, top).map(
    (at) =>
      `<text x="${left - 6}" y="${height(at) + 4}" text-anchor="end">${at} ms</text><line x1="${left}" x2="${left + PANEL.width}" y1="${height(at)}" y2="${height(at)}" stroke="#ddd"/>`,
  );
  const lines = curves.map(({ name, points }) => {
    const path = points.map((point) => `${x(point.at)},${height(y(point))}`).join(' ');
    const end = points.at(-1)!;
    const colour = COLOURS[name]!;
    const dots = points
      .map((point) => `<circle cx="${x(point.at)}" cy="${height(y(point))}" r="3.5" fill="${colour}"/>`)
      .join('');
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}<text x="${x(end.at) - 4}" y="${height(y(end)) - 10}" text-anchor="end" fill="${colour}">${name}</text>`;
  });
  return [
    `<text x="${left + PANEL.width / 2}" y="${PANEL.top - 20}" text-anchor="middle" font-weight="bold">${title}</text>`,
    ...columns,
    ...rows,
    ...lines,
  ].join('\n');
}

const y = ({ milliseconds }: Curve['points'][number]): number => milliseconds;

/** From a logarithmic axis to pixels, one decimal. */
function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = Math.log10(to / from);
  return (value) => Math.round(10 * (start + ((end - start) * Math.log10(value / from)) / span)) / 10;
}

const decadeAbove = (value: number): number => 10 ** Math.ceil(Math.log10(value));

/** Powers of ten, both ends included. */
function decades(from: number, to: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(from)), Math.floor(Math.log10(to))];
  return Array.from({ length: last - first + 1 }, (_, index) => Number(`1e${first + index}`));
}
