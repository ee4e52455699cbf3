import { type Profiler, Session } from 'node:inspector/promises';

/** Microseconds between the samples. */
const INTERVAL = 200;

/** A profile of this process that goes on until it is ended. */
export async function startProfile(): Promise<() => Promise<Profiler.Profile>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return profile;
  };
}

export async function profileOf(work: () => Promise<void>): Promise<Profiler.Profile> {
  const end = await startProfile();
  await work();
  return end();
}
