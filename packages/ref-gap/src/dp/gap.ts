import type { CallDefect } from '../defects/defect.ts';
import type { GapMaterial } from '../material.ts';
import type { Callable } from '../peer-client.ts';
import {
  consult,
  type Declaration,
  type DpHabits,
  type DpReply,
  type DpService,
  declare,
  type Feed,
  feed,
  type OfPatient,
  RIGHT_DP_HABITS,
} from './client.ts';
import type { DpUsers } from './users.ts';

/** What a GAP does at the DP; each rejects where the DP could not be reached, or was not the DP. */
export interface DpClient {
  consult(patient: OfPatient): Promise<DpReply>;
  feed(dispensation: Feed): Promise<DpReply>;
  declare(declaration: Declaration): Promise<DpReply>;
}

/** A right client of the DP, unless defects change who it has certificates of, or what it does. */
export function dpClient(
  callable: Callable,
  right: DpUsers,
  defects: readonly CallDefect[],
  material: GapMaterial,
): DpClient {
  const users = defects.reduce((planned, { users: change }) => change?.(planned, material) ?? planned, right);
  const habits: DpHabits = Object.assign({}, RIGHT_DP_HABITS, ...defects.map(({ dp }) => dp));
  const service = (): DpService => ({
    host: callable('dp').host,
    users,
    connectAs: (client) => callable('dp', client).connect(),
  });
  return {
    consult: async (patient) => await consult(service(), patient, habits),
    feed: async (dispensation) => await feed(service(), dispensation, habits),
    declare: async (declaration) => await declare(service(), declaration, habits),
  };
}
