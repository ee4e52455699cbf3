import { z } from 'zod';
import type { Pfcng } from '../../pfcng.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import * as schemas from '../../schemas/index.ts';
import { expected } from '../../schemas/wording.ts';
import type { Api } from '../api.ts';
import { letter } from '../components.ts';
import { page, pageOf, pageQuery } from '../pages.ts';

const tags = ['cards'];
const one = z.object({ card: z.string() });
const listQuery = z
  .strictObject({ structure: z.string().optional(), person: z.string().optional(), ...pageQuery })
  .refine(({ structure, person }) => (structure === undefined) !== (person === undefined), {
    path: ['structure'],
    error: expected('soit la structure, soit la personne', 'either the structure or the person'),
  });

/** Cards, and what representative and mandataires do with them. */
export function cardRoutes(api: Api, { cards }: Pfcng): void {
  api.get(
    '/cards/mine',
    { schema: { tags, summary: 'The card that asks', response: { 200: schemas.card } } },
    async ({ actor }) => {
      if (actor.kind !== 'card') throw new PfcngProblem('card-required');
      return cards.get(actor, actor.cardNumber);
    },
  );
  api.get(
    '/cards',
    {
      schema: {
        tags,
        summary: 'Cards of a structure, or of a person',
        querystring: listQuery,
        response: { 200: pageOf(schemas.card) },
      },
    },
    async ({ actor, query, url }) => {
      const { structure, person } = query;
      return page(
        cards.list(actor, structure === undefined ? { person: person! } : { structure }),
        query,
        url,
      );
    },
  );
  api.post(
    '/cards',
    {
      schema: {
        tags,
        summary: 'Delivers a card without a form (service client)',
        body: schemas.newCard,
        response: { 201: schemas.card },
      },
    },
    async ({ actor, body }, reply) => reply.code(201).send(cards.issue(actor, body)),
  );
  api.get(
    '/cards/:card',
    { schema: { tags, summary: 'One card', params: one, response: { 200: schemas.card } } },
    async ({ actor, params }) => cards.get(actor, params.card),
  );
  api.patch(
    '/cards/:card',
    {
      schema: {
        tags,
        summary: "Updates the holder's data",
        params: one,
        body: schemas.holderUpdate.omit({ cardNumber: true }),
        response: { 200: schemas.card },
      },
    },
    async ({ actor, params, body }) => cards.updateHolder(actor, { ...body, cardNumber: params.card }),
  );
  api.post(
    '/cards/:card/oppositions',
    {
      schema: {
        tags,
        summary: 'Opposes a card: it is refused from now on',
        params: one,
        body: schemas.opposition.omit({ cardNumber: true }),
        response: { 201: schemas.card },
      },
    },
    async ({ actor, params, body }, reply) =>
      reply.code(201).send(cards.oppose(actor, { ...body, cardNumber: params.card })),
  );
  api.post(
    '/cards/:card/pin-renewals',
    {
      schema: {
        tags,
        summary: 'Réfection of the PIN: a new one, and a blocked card works again',
        params: one,
        response: { 201: schemas.card },
      },
    },
    async ({ actor, params }, reply) => reply.code(201).send(cards.renewPin(actor, params.card)),
  );
  api.get(
    '/cards/:card/letter',
    {
      schema: {
        tags,
        summary: 'The letter with the PIN (service client)',
        params: one,
        response: { 200: letter },
      },
    },
    async ({ actor, params }) => cards.letter(actor, params.card),
  );
  api.post(
    '/cards/:card/certificates',
    {
      schema: {
        tags,
        summary: 'Binds an AUTH certificate to the card (service client)',
        params: one,
        body: schemas.cardCertificate.omit({ cardNumber: true }),
        response: { 201: schemas.card },
      },
    },
    async ({ actor, params, body }, reply) =>
      reply.code(201).send(cards.attachCertificate(actor, { ...body, cardNumber: params.card })),
  );
}
