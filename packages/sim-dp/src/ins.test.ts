import { expect, test } from 'vitest';
import { insFault } from './ins.ts';

const OID = '1.2.250.1.213.1.4.10';

test.each([
  // The example of INSEE, one of the test identities of ANS, and Corsica in both halves.
  ['255081416802538', OID, undefined],
  ['279035121518989', OID, undefined],
  ['279035121518980', OID, 'ins-invalid'],
  ['27903512151898', OID, 'ins-invalid'],
  ['279032A21518980', OID, undefined],
  ['279032B21518910', OID, undefined],
  ['279035121518989', '1.2.250.1.213.1.4.8', 'ins-of-a-real-patient'],
  ['279035121518989', '1.2.250.1.213.1.4.9', 'ins-of-a-real-patient'],
  ['279035121518989', '1.2.250.1.213.1.4.11', undefined],
  ['279035121518989', '2.5', 'ins-oid-unknown'],
  ['279035121518989', undefined, undefined],
] as const)('%s of %s: %s', (ins, oid, fault) => {
  expect(insFault(ins, oid)).toBe(fault);
});
