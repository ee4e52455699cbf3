import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { SERVICE_CLIENT } from '../../actors.ts';
import type { PfcngOptions } from '../../pfcng.ts';
import { type FormNumber, formSubmission } from '../../schemas/forms.ts';
import { openPortal, Visitor } from '../../testing/portal.ts';
import { actorOf, bench, EJ, establish, person } from '../../testing/scenario.ts';
import { fieldLabels, SECTIONS } from './sections.ts';

interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly const?: string;
}

const root = z.toJSONSchema(formSubmission, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** Schemas that the API describes by name stand apart. */
const resolved = (schema: JsonSchema): JsonSchema =>
  schema.$ref === undefined ? schema : resolved(root.$defs![schema.$ref.slice('#/$defs/'.length)]!);

/** Paths of everything that a schema asks for; lists are one answer. */
function leaves(given: JsonSchema, path = ''): string[] {
  const schema = resolved(given);
  const branches = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  if (branches.length > 0) return branches.flatMap((branch) => leaves(branch, path));
  if (schema.properties === undefined) return [path];
  return Object.entries(schema.properties).flatMap(([name, inner]) =>
    leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

const schemaOf = (number: FormNumber): JsonSchema =>
  resolved(root)
    .oneOf!.map(resolved)
    .find(({ properties }) => properties!['form']!.const === number)!;

async function portal(options: Partial<PfcngOptions> = {}) {
  const opened = await bench(options);
  const app = await openPortal(opened.pfcng);
  onTestFinished(async () => {
    await app.close();
    opened[Symbol.dispose]();
  });
  return { ...opened, visitor: new Visitor(app, opened.pfcng) };
}

const signedBy = (card: string) => ({
  'signature.cardNumber': card,
  'signature.visa': 'oui',
  'signature.stamp': 'oui',
});
const holder = { 'holder.familyName': 'ESSAI', 'holder.givenName': 'Tom', 'holder.email': 'tom@ch-ville.fr' };

describe('the fields of a form', () => {
  it.each(Object.keys(SECTIONS) as FormNumber[])('are those of the schema: %s', (number) => {
    const wanted = leaves(schemaOf(number)).filter((path) => path !== 'form' && path !== 'edition');
    const boxes = SECTIONS[number].flatMap(({ box }) => box?.name ?? []);
    const shown = Object.keys(fieldLabels(number)).filter((name) => !boxes.includes(name));
    expect(shown.toSorted()).toEqual([...new Set(wanted)].toSorted());
  });
});

describe('by the portal', () => {
  it('F502 names a mandataire, and takes the mandate away', async () => {
    const { pfcng, visitor } = await portal();
    const { cde, administrator } = establish(pfcng);
    const mandates = () => pfcng.structures.contract(SERVICE_CLIENT, EJ).mandates.length;
    const form = 'formulaire.xhtml?formulaire=F502';
    const named = await visitor.send(form, { structure: EJ, designations: administrator, ...signedBy(cde) });
    expect(named.statusCode).toBe(303);
    expect(mandates()).toBe(2);
    await visitor.send(form, { structure: EJ, removals: administrator, ...signedBy(cde) });
    expect(mandates()).toBe(1);
  });

  it('TOM wants a card, and then delivers one', async () => {
    const { pfcng, visitor } = await portal();
    const { mandataire } = establish(pfcng);
    const form = 'formulaire.xhtml?formulaire=TOM';
    expect((await visitor.get(form)).body).toContain('il demande une carte');
    await visitor.login(mandataire);
    const before = pfcng.cards.list(SERVICE_CLIENT, { structure: EJ }).length;
    const sent = await visitor.send(form, { structure: EJ, cardType: 'CPE', nominative: 'oui', ...holder });
    expect(sent.statusCode).toBe(303);
    expect(pfcng.cards.list(SERVICE_CLIENT, { structure: EJ })).toHaveLength(before + 1);
  });

  it('F503 changes the domain of a habilitation', async () => {
    const { pfcng, visitor } = await portal();
    const { mandataire, administrator } = establish(pfcng);
    const sent = await visitor.send('formulaire.xhtml?formulaire=F503', {
      structure: EJ,
      administrators: administrator,
      domain: '*ch-bourg.fr',
      ...signedBy(mandataire),
    });
    expect(sent.statusCode).toBe(303);
    const domains = pfcng.habilitations
      .list(SERVICE_CLIENT, { card: administrator })
      .map(({ domain }) => domain);
    expect(domains).toContain('*ch-bourg.fr');
  });

  it('a form waits for the service client, whom the page of the bench plays', async () => {
    const { pfcng, visitor } = await portal({ formValidation: 'by-service-client' });
    const { familyName, givenName, email } = person('Denise');
    const sent = await visitor.send('formulaire.xhtml?formulaire=contrat', {
      structure: EJ,
      'representative.familyName': familyName,
      'representative.givenName': givenName,
      'representative.email': email,
      'signature.visa': 'oui',
      'signature.stamp': 'oui',
      expediteur: 'secretariat@ch-ville.fr',
    });
    const received = await visitor.get(sent.headers.location!);
    expect(received.body).toContain('Il attend la décision du service client');
    const [waiting] = pfcng.forms.list(SERVICE_CLIENT, { state: 'received' });
    expect(waiting!.notify).toContain('secretariat@ch-ville.fr');
    await visitor.send('banc.xhtml', { acte: 'decision', formulaire: waiting!.id });
    expect(pfcng.structures.contract(SERVICE_CLIENT, EJ).contract).not.toBeNull();
  });
});

describe('whoever manages a structure', () => {
  it('opposes cards, has codes renewed and removes habilitations, at once', async () => {
    const { pfcng, visitor } = await portal();
    const { mandataire, administrator } = establish(pfcng);
    await visitor.login(mandataire);
    const { pin } = pfcng.cards.letter(SERVICE_CLIENT, administrator);
    await visitor.send(`carte.xhtml?numero=${administrator}`, { acte: 'refection' });
    expect(pfcng.cards.letter(SERVICE_CLIENT, administrator).pin).not.toBe(pin);
    const [first, ...rest] = pfcng.habilitations.list(SERVICE_CLIENT, { card: administrator });
    const removed = await visitor.send(`habilitation.xhtml?id=${first!.id}`, { why: 'départ' });
    expect(removed.statusCode).toBe(303);
    expect(pfcng.habilitations.list(SERVICE_CLIENT, { card: administrator })).toHaveLength(rest.length);
    await visitor.send(`carte.xhtml?numero=${administrator}`, { acte: 'opposition', ground: 'perte' });
    expect(pfcng.cards.get(SERVICE_CLIENT, administrator).state).toBe('opposed');
  });

  it('is told which right is missing where he may not', async () => {
    const { pfcng, visitor } = await portal();
    const { administrator, mandataire } = establish(pfcng);
    await visitor.login(administrator);
    const refused = await visitor.send(`carte.xhtml?numero=${mandataire}`, {
      acte: 'opposition',
      ground: 'vol',
    });
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('être le représentant légal de la structure ou son mandataire');
    expect(refused.body).toContain(`formulaire.xhtml?formulaire=F502&amp;structure=${EJ}`);
    expect(pfcng.cards.get(actorOf(administrator), mandataire).state).toBe('active');
  });

  it('is nobody any more once the bench declares another director', async () => {
    const { pfcng, visitor } = await portal();
    const { cde } = establish(pfcng);
    await visitor.send('banc.xhtml', {
      acte: 'directeur',
      structure: EJ,
      'director.familyName': 'NEUF',
      'director.givenName': 'Didier',
      'director.email': 'didier@ch-ville.fr',
    });
    await visitor.login(cde);
    const { body } = await visitor.get(
      `ou-en-suis-je.xhtml?de=${EJ}&usage=diapason-psp-client&environment=production`,
    );
    expect(body).toContain('renvoyer le F101 et le contrat');
  });
});
