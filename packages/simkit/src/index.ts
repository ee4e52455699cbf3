export { type Clock, ManualClock, systemClock } from './clock.ts';
export { type Random, seededRandom, systemRandom } from './random.ts';
export {
  type ListenOptions,
  listenError,
  type RunningService,
  runningService,
  startHttpService,
} from './service.ts';
