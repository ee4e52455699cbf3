import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import { actorOf, bench, EG, EJ, establish, WRITER } from '../testing/scenario.ts';

let pfcng: Pfcng;
beforeEach(async () => {
  ({ pfcng } = await bench());
});

const structure = { id: '10B0777777', kind: 'EJ', name: 'Clinique du Parc', postcode: '69001', town: 'Lyon' };
const register = (rest: Record<string, unknown> = {}, actor = SERVICE_CLIENT) =>
  pfcng.structures.register(actor, { ...structure, ...rest });

describe('a structure', () => {
  it('is registered by the service client, once', async () => {
    expect(await slugOf(() => register({}, WRITER))).toBe('service-client-only');
    expect(register()).toMatchObject({
      departement: 'Rhône (69)',
      activity: 'etablissement',
      director: null,
    });
    expect(await slugOf(() => register())).toBe('structure-exists');
  });

  it.each(['1750712184', '1590780193', '2552100554', '318751275100020', '499700367909006', '10B0152872'])(
    'may have the identifier %s',
    (id) => {
      expect(register({ id }).id).toBe(id);
    },
  );

  it.each(['1750712185', '2187512752', '318751275100021', '750712184', '9750712184', '1', ''])(
    'may not have the identifier %s',
    async (id) => {
      expect((await refusal(() => register({ id }))).extras.errors?.map(({ field }) => field)).toEqual([
        'id',
      ]);
    },
  );

  it.each([
    ['an EG without its EJ', { kind: 'EG' }, 'ej'],
    ['an EJ within another', { ej: EJ }, 'ej'],
    ['an EG of an EG', { kind: 'EG', ej: EG }, 'ej'],
    ['a postcode of nowhere', { postcode: '99999' }, 'postcode'],
    ['a SIRET with a wrong key', { siret: '18751275100021' }, 'siret'],
  ])('is not %s', async (_, rest, field) => {
    expect((await refusal(() => register(rest))).extras.errors?.map((error) => error.field)).toEqual([field]);
  });

  it('of an EJ that nobody knows is not registered', async () => {
    expect(await slugOf(() => register({ kind: 'EG', ej: '10B0000000' }))).toBe('not-found');
  });

  it('is found by its raison sociale or identifier', () => {
    register();
    const found = (text: string) => pfcng.structures.search(SERVICE_CLIENT, text).map(({ id }) => id);
    expect(found('parc')).toEqual(['10B0777777']);
    expect(found('10B0999')).toEqual([EJ, EG]);
    expect(found('')).toHaveLength(4);
  });

  it('is shown to any valid card, not to an opposed one', async () => {
    const { administrator } = establish(pfcng);
    expect(pfcng.structures.get(actorOf(administrator), EJ).director?.givenName).toBe('Denise');
    pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber: administrator, ground: 'perte' });
    expect(await slugOf(() => pfcng.structures.get(actorOf(administrator), EJ))).toBe('card-opposed');
  });
});
