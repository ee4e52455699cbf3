import type { Clock } from '@banc-gap/simkit';
import { z } from 'zod';
import { SERVICE_CLIENT } from '../../actors.ts';
import { parse } from '../../parse.ts';
import type { Answer, Visit } from '../context.ts';
import { personFields } from '../forms/people.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Whether the clock is one of the bench, not that of the machine. */
export const settable = (clock: Clock): clock is Clock & { set(instant: Date): void } => 'set' in clock;

/** Of a structure that ANS is to know. */
export const STRUCTURE_FIELDS = {
  id: 'Identifiant national',
  name: 'Raison sociale',
  kind: 'Nature',
  ej: 'EJ dont elle dépend',
  activity: 'Activité',
  siret: 'SIRET',
  postcode: 'Code postal',
  town: 'Ville',
} as const;

/** Name, first name and address are what a director takes. */
export const DIRECTOR_FIELDS = personFields('director').slice(0, 3);

type Act = (visit: Visit) => Answer | Promise<Answer>;

/** At most ten years at once. */
const step = z.strictObject({ jours: z.coerce.number().int().min(0).max(3660) });

/** What nobody can do in reality, or only the service client of ANS. */
export const ACTS: ReadonlyMap<string, Act> = new Map(
  Object.entries<Act>({
    async horloge({ pfcng, values }) {
      const { jours } = parse(step, { jours: values.get('jours') });
      const { clock } = pfcng;
      if (settable(clock)) clock.set(new Date(clock.now().getTime() + jours * DAY));
      await pfcng.runDue();
      return { redirect: 'banc.xhtml?fait=horloge' };
    },
    decision({ pfcng, values }) {
      const { id } = pfcng.forms.decide(SERVICE_CLIENT, values.get('formulaire'));
      return { redirect: `formulaire-recu.xhtml?id=${id}` };
    },
    structure({ pfcng, values }) {
      const typed = Object.fromEntries(
        Object.keys(STRUCTURE_FIELDS).map((name) => [name, values.get(name).trim()]),
      );
      pfcng.structures.register(SERVICE_CLIENT, {
        ...typed,
        ej: typed['ej'] || null,
        siret: typed['siret'] || null,
      });
      return { redirect: 'banc.xhtml?fait=structure' };
    },
    directeur({ pfcng, values }) {
      const director = Object.fromEntries(
        DIRECTOR_FIELDS.map(({ name }) => [name.slice('director.'.length), values.get(name).trim()]),
      );
      pfcng.structures.declareDirector(SERVICE_CLIENT, { structure: values.get('structure'), director });
      return { redirect: 'banc.xhtml?fait=directeur' };
    },
  }),
);
