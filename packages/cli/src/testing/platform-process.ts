/** PFCNG on a state folder, in a process that a test kills. It loads everything, and opens when it is told to. */

import { createPrivateKey, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { seedScenario, startPfcng } from '@banc-gap/mock-pfcng';
import type { KeyPair } from '@banc-gap/pki';
import { cardTrust, openPlatform } from '../platform.ts';

// A process that is killed would not leave what it compiled to the next.
flushCompileCache();
process.send!('loaded');
const [{ state, key }] = (await once(process, 'message')) as [{ state: string; key: string }];
const privateKey = createPrivateKey(key);
const pair: KeyPair = { privateKey, publicKey: createPublicKey(privateKey) };
// What is tried is what survives, not the making of keys.
const authorities = await openAuthorities(state, { create: { port: 0 }, generateKeyPair: async () => pair });
const pfcng = await openPlatform(authorities);
seedScenario(pfcng);
const ports = { port: 0, authPort: 0, controlPort: 0 };
const { authUrl } = await startPfcng({
  ...{ pfcng, issuer: authorities, ...ports },
  trust: () => cardTrust(authorities),
});
process.send!({ authUrl });
