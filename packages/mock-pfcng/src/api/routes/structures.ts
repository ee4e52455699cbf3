import { z } from 'zod';
import type { Pfcng } from '../../pfcng.ts';
import * as schemas from '../../schemas/index.ts';
import type { Api } from '../api.ts';
import { contractStanding } from '../components.ts';
import { page, pageOf, pageQuery } from '../pages.ts';

const tags = ['structures'];
const one = z.object({ structure: z.string() });
const oneGroup = z.object({ group: z.string() });
const question = schemas.question.omit({ structure: true });

/** Structures and groups of them, and where they stand on ANS's path. */
export function structureRoutes(api: Api, { structures, path }: Pfcng): void {
  api.get(
    '/structures',
    {
      schema: {
        tags,
        summary: 'Structures, by a part of the name or identifier',
        querystring: z.strictObject({ text: z.string().max(120).optional(), ...pageQuery }),
        response: { 200: pageOf(schemas.structure) },
      },
    },
    async ({ actor, query, url }) => page(structures.search(actor, query.text), query, url),
  );
  api.post(
    '/structures',
    {
      schema: {
        tags,
        summary: 'Registers a structure (service client)',
        body: schemas.newStructure,
        response: { 201: schemas.structure },
      },
    },
    async ({ actor, body }, reply) => reply.code(201).send(structures.register(actor, body)),
  );
  api.get(
    '/structures/:structure',
    { schema: { tags, summary: 'One structure', params: one, response: { 200: schemas.structure } } },
    async ({ actor, params }) => structures.get(actor, params.structure),
  );
  api.post(
    '/structures/:structure/directors',
    {
      schema: {
        tags,
        summary: 'Declares a new director (service client)',
        params: one,
        body: schemas.directorChange.omit({ structure: true }),
        response: { 201: schemas.structure },
      },
    },
    async ({ actor, params, body }, reply) =>
      reply.code(201).send(structures.declareDirector(actor, { ...body, ...params })),
  );
  api.get(
    '/structures/:structure/contract',
    {
      schema: {
        tags,
        summary: 'The contract, who represents the structure, and the advice on EJ and EG',
        params: one,
        response: { 200: contractStanding },
      },
    },
    async ({ actor, params }) => structures.contract(actor, params.structure),
  );
  api.get(
    '/structures/:structure/whereabouts',
    {
      schema: {
        tags,
        summary: 'Where am I? What is done, what is missing, which form is next',
        params: one,
        querystring: question,
        response: { 200: schemas.whereabouts },
      },
    },
    async ({ actor, params, query }) => path.whereAmI(actor, { ...query, ...params }),
  );

  api.get(
    '/groups',
    {
      schema: {
        tags,
        summary: 'GHT and private groups',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(schemas.structureGroup) },
      },
    },
    async ({ actor, query, url }) => page(structures.groups(actor), query, url),
  );
  api.post(
    '/groups',
    {
      schema: {
        tags,
        summary: 'Registers a group (service client)',
        body: schemas.newGroup,
        response: { 201: schemas.structureGroup },
      },
    },
    async ({ actor, body }, reply) => reply.code(201).send(structures.createGroup(actor, body)),
  );
  api.get(
    '/groups/:group',
    { schema: { tags, summary: 'One group', params: oneGroup, response: { 200: schemas.structureGroup } } },
    async ({ actor, params }) => structures.group(actor, params.group),
  );
  api.get(
    '/groups/:group/whereabouts',
    {
      schema: {
        tags,
        summary: 'État des lieux des contrats: where each member stands',
        params: oneGroup,
        querystring: question,
        response: { 200: schemas.groupWhereabouts },
      },
    },
    async ({ actor, params, query }) => path.ofGroup(actor, { ...query, ...params }),
  );
}
