import { type DriveOrder, runConfigSchema } from '@banc-gap/conformance';
import { kitMaterial, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dpPort } from './dp-port.ts';

let temporary: TemporaryAuthorities;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
});
afterAll(() => temporary[Symbol.asyncDispose]());

const config = runConfigSchema.parse({ gap: { diapasonServer: { fqdn: 'gap.ch-test.fr', port: 8443 } } });
const ORDER = {
  action: 'dp.directory',
  caseId: 'dp/certificate/one-key-per-person',
  params: {
    ...{ user: 'somebody', ins: '297122A99900463', oid: '1.2.250.1.213.1.4.11', operation: 'add' },
    ...{ nomNaissance: 'ESSAI', prenom: 'DIANE', dateNaissance: '1997-12-05', sexe: 'F' },
  },
} as const satisfies DriveOrder;

test('the admission agent of an order is whom the kit names, or whom PFCNG named last', async () => {
  const { authorities } = temporary;
  const userOf = async () => {
    const order = await dpPort(config, authorities).prepare!(ORDER);
    return order.action === 'dp.directory' ? order.params.user : undefined;
  };
  await kitMaterial(authorities, undefined, ['dp-agent-admission-auth']);
  expect(await userOf()).toBe('30B0999999/BANC0001');
  await authorities.issue({
    orderId: 'an order of PFCNG',
    profile: 'igc-sante-test/pro-auth',
    subject: {
      employee: { givenName: 'CLAUDE', surname: 'AGENT', nationalId: '30B0999999/CPE9900000001' },
      structure: TEST_STRUCTURE,
    },
  });
  expect(await userOf()).toBe('30B0999999/CPE9900000001');
});
