import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { attributeValue, childElements, textOf, type XmlElement } from '@banc-gap/saml';
import { parseConfig } from '@banc-gap/simkit';
import { z } from 'zod';
import { amcErrors } from '../errors.ts';
import { REQUESTS, type RocRequest, SERVICE_NAMES, type ServiceName } from '../insurer/requests.ts';
import { type SchemaProblem, XmlSchema } from '../xml/schema.ts';
import { ReplyTemplate } from '../xml/template.ts';
import { type FaultView, REPLY_NAMES, type ReplyView } from './views.ts';

/** Local names from an element on: `attestation/numeroAMC`, `ligne/@code`. */
const path = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*(\/@[\w.-]+)?$|^@[\w.-]+$/, 'expected a path such as a/b or a/@b');
const fields = z.record(z.string(), path);
const service = z.strictObject({
  action: z.string(),
  reply: z.string(),
  element: z.string(),
  fields,
  lignes: z.strictObject({ element: path, fields }).optional(),
});
const requestsFile = z.strictObject({
  schema: z.string().optional(),
  idb: service,
  sim: service,
  clc: service,
  del: service,
});

/** How GAP and AMC write what they say, as a folder of files that an editor can replace by one of his own. */
export class Dialect {
  readonly #services: Readonly<Record<ServiceName, z.output<typeof service>>>;
  readonly #schema: XmlSchema;
  readonly #replies: ReadonlyMap<ServiceName, ReplyTemplate<ReplyView>>;
  readonly #fault: ReplyTemplate<FaultView>;

  /**
   * @param folder with requests.yaml, a template for each service (idb.xml …) and fault.xml
   * @throws BancError SIMKIT_CONFIG_INVALID, AMC_TEMPLATE_*
   */
  constructor(folder: string = fileURLToPath(new URL('../../templates/roc', import.meta.url))) {
    const file = join(folder, 'requests.yaml');
    const { schema, ...services } = parseConfig(requestsFile, contentOf(file), file);
    this.#services = services;
    this.#schema = schemaAt(schema === undefined ? CONTRACT : new URL(schema, pathToFileURL(file)));
    const template = (name: string) => new ReplyTemplate<never>(join(folder, `${name}.xml`), REPLY_NAMES);
    this.#replies = new Map(SERVICE_NAMES.map((name) => [name, template(name)]));
    this.#fault = template('fault');
  }

  /** wsa:Action of the request, and of the reply to it. */
  actionsOf(name: ServiceName): { readonly request: string; readonly reply: string } {
    const { action, reply } = this.#services[name];
    return { request: action, reply };
  }

  /** Where the message is not what the schema says. */
  problemsOf(message: string): readonly SchemaProblem[] {
    return this.#schema.problemsOfPayload(message);
  }

  /** @throws BancError AMC_REQUEST_OTHER, AMC_FIELD_INVALID */
  read<Name extends ServiceName>(name: Name, payload: XmlElement): RocRequest[Name] {
    const { element, fields, lignes } = this.#services[name];
    if (payload.localName !== element) {
      throw amcErrors.error('AMC_REQUEST_OTHER', {
        found: payload.localName,
        expected: element,
        service: name,
      });
    }
    const values = {
      ...valuesOf(payload, fields),
      ...(lignes && {
        lignes: elementsAt(payload, lignes.element.split('/')).map((one) => valuesOf(one, lignes.fields)),
      }),
    };
    const result = REQUESTS[name].safeParse(values);
    if (result.success) return result.data as RocRequest[Name];
    const [{ path, message }] = result.error.issues as [z.core.$ZodIssue];
    throw amcErrors.error('AMC_FIELD_INVALID', { field: path.join('.'), problem: message });
  }

  /** A message of SOAP with a wsu:Id on its Body, not signed yet. */
  reply(name: ServiceName, view: ReplyView): string {
    return this.#replies.get(name)!.render(view);
  }

  fault(view: FaultView): string {
    return this.#fault.render(view);
  }
}

/** What the bench has in the place of the real one. */
const CONTRACT = new URL('../../contract/roc.xsd', import.meta.url);

function schemaAt(file: URL): XmlSchema {
  try {
    return new XmlSchema(file);
  } catch (cause) {
    throw unreadable(fileURLToPath(file), cause);
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

const unreadable = (file: string, cause: unknown) =>
  amcErrors.error('AMC_TEMPLATE_UNREADABLE', { file, reason: (cause as Error).message }, { cause });

function valuesOf(element: XmlElement, paths: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.entries(paths).flatMap(([name, path]) => {
    const steps = path.split('/');
    const attribute = steps.at(-1)!.startsWith('@') ? steps.pop()!.slice(1) : undefined;
    const [target] = elementsAt(element, steps);
    const value = target && (attribute === undefined ? textOf(target) : attributeValue(target, attribute));
    return value === undefined ? [] : [[name, value.trim()] as const];
  });
  return Object.fromEntries(found);
}

const elementsAt = (element: XmlElement, steps: readonly string[]): XmlElement[] =>
  steps.reduce(
    (elements, step) =>
      elements.flatMap((one) => childElements(one).filter(({ localName }) => localName === step)),
    [element],
  );
