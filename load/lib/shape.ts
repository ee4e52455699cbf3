/** How much is offered when: points in time between which the rate goes in a straight line. */
export interface Point {
  /** Seconds from the start. */
  readonly at: number;
  /** For a second. */
  readonly rate: number;
}

export type Shape = readonly Point[];

export const constant = (duration: number, rate: number): Shape => [
  { at: 0, rate },
  { at: duration, rate },
];

/** From a twentieth to all of it: where the server does not keep up any more is the knee. */
export const ramp = (duration: number, rate: number): Shape => [
  { at: 0, rate: rate / 20 },
  { at: duration, rate },
];

/** Monday, 8:00: the terminals of every counter are switched on within minutes. */
export const monday = (duration: number, rate: number): Shape => [
  { at: 0, rate: rate / 20 },
  { at: duration * 0.2, rate: rate / 20 },
  { at: duration * 0.25, rate },
  { at: duration * 0.5, rate },
  { at: duration * 0.7, rate: rate / 4 },
  { at: duration, rate: rate / 10 },
];

/** Parts of the busiest hour, from midnight on: admissions begin at seven, and come again after lunch. */
const HOURS = [2, 1, 1, 1, 1, 2, 10, 55, 100, 95, 85, 70, 35, 60, 75, 65, 45, 30, 18, 12, 8, 5, 4, 3];

/** The 24 hours of a day, in as much time as there is. */
export const day = (duration: number, rate: number): Shape =>
  [...HOURS, HOURS[0]!].map((part, hour) => ({ at: (duration * hour) / 24, rate: (rate * part) / 100 }));

export function rateAt(shape: Shape, at: number): number {
  const next = shape.findIndex((point) => point.at >= at);
  if (next <= 0) return shape[next === 0 ? 0 : shape.length - 1]!.rate;
  const [before, after] = [shape[next - 1]!, shape[next]!];
  return before.rate + ((after.rate - before.rate) * (at - before.at)) / (after.at - before.at);
}

/** How many begin between two moments. */
export function offered(shape: Shape, from: number, to: number): number {
  const corners = shape.map(({ at }) => at).filter((at) => at > from && at < to);
  const moments = [from, ...corners, to];
  return moments.slice(1).reduce((sum, moment, index) => {
    const before = moments[index]!;
    return sum + ((rateAt(shape, before) + rateAt(shape, moment)) / 2) * (moment - before);
  }, 0);
}

/** Iterations begin as the shape says, whatever the answers take; rates of k6 are whole numbers. */
export function arrivals(shape: Shape, vus: number) {
  const scale = 60;
  const stages = shape.slice(1).map(({ at, rate }, index) => ({
    duration: `${Math.round((at - shape[index]!.at) * 1000)}ms`,
    target: Math.round(rate * scale),
  }));
  return {
    executor: 'ramping-arrival-rate' as const,
    startRate: Math.round(shape[0]!.rate * scale),
    timeUnit: `${scale}s`,
    preAllocatedVUs: vus,
    stages,
    gracefulStop: '10s',
  };
}

/** Enough for answers that take half a second at the highest rate. */
export function virtualUsers(shape: Shape): number {
  const highest = Math.max(...shape.map(({ rate }) => rate));
  return Math.min(1000, Math.max(10, Math.ceil(highest / 2)));
}
