import { openPfcng, pfcngApp, SERVICE_CLIENT } from '@banc-gap/mock-pfcng';
import { MemoryIssuer } from '@banc-gap/mock-pfcng/msw';

/** docs/pfcng.openapi.json: what the running API says of itself. */
export async function openApiText(): Promise<string> {
  using pfcng = await openPfcng({ file: ':memory:', issuer: new MemoryIssuer() });
  const app = await pfcngApp({ pfcng, actorOf: () => SERVICE_CLIENT });
  const { payload } = await app.inject('/api/v1/openapi.json');
  await app.close();
  return `${JSON.stringify(JSON.parse(payload), null, 2)}\n`;
}
