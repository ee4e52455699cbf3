import type { CommandArguments } from '../command.ts';
import type { Bench, BenchService, Endpoint, StartedService } from './service.ts';

/** Services that run together; stopping them stops the last one first. */
export interface StartedServices extends AsyncDisposable {
  readonly started: readonly StartedService[];
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

/** Starts these, one after the other: each sees what runs already. */
export async function startServices(
  services: readonly BenchService[],
  bench: Omit<Bench, 'running'>,
  args: CommandArguments,
): Promise<StartedServices> {
  await using stack = new AsyncDisposableStack();
  const started: StartedService[] = [];
  const running: Record<string, Endpoint> = {};
  for (const service of services) {
    const one = stack.use(await service.start({ ...bench, running }, args));
    started.push(one);
    Object.assign(running, one.endpoints);
  }
  const kept = stack.move();
  return { started, endpoints: running, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
