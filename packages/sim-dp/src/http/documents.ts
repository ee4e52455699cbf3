import { SignerVerifier } from '@banc-gap/saml';
import { openDp } from '../dp.ts';
import { DpFaults } from '../faults.ts';
import { dpApp } from './app.ts';
import { security, securitySchemes } from './description.ts';
import { restBinding } from './rest.ts';

type Json = { readonly [key: string]: unknown };

/** The OpenAPI description of the contract of the bench. */
export async function dpOpenApi(): Promise<Json> {
  using dp = openDp({ file: ':memory:' });
  const faults = new DpFaults(dp.journal, { bytes: () => Buffer.alloc(0), integer: () => 0 });
  const nobody = () => {
    throw new TypeError('nobody asks');
  };
  const signers = new SignerVerifier({ profile: 'igc-sante-test/pro-sign', trust: nobody });
  const app = await dpApp({ dp, binding: restBinding, faults, signers, userOf: nobody, slowMs: 0 });
  await app.ready();
  const { components, ...document } = app.swagger() as unknown as Json & {
    readonly components: { readonly schemas: Json };
  };
  await app.close();
  return { ...withComponentsUsed(document, components.schemas), security };
}

/** With the components that are used, directly or by another. What is only sent loses the suffix that says so. */
function withComponentsUsed(document: Json, schemas: Json): Json {
  const used = new Set<string>();
  const use = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (used.has(name!)) continue;
      used.add(name!);
      use(schemas[name!]);
    }
  };
  use(document);
  const kept = Object.fromEntries([...used].sort().map((name) => [bare(name), schemas[name]]));
  const whole = { ...document, components: { securitySchemes, schemas: kept } };
  return JSON.parse(
    JSON.stringify(whole).replace(/(#\/components\/schemas\/\w+)"/g, (_, reference) => `${bare(reference)}"`),
  );
}

const bare = (name: string): string => name.replace(/Input$/, '');
