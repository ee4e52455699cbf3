// Run as a process of its own by state.test.ts.
import { openAuthorities } from '../authorities.ts';
import { cachedKeyPairs } from './temporary-authorities.ts';

const [, , task = '', directory = '', name = ''] = process.argv;
const generateKeyPair = cachedKeyPairs();

if (task === 'create') {
  using authorities = await openAuthorities(directory, { create: { port: 0 }, generateKeyPair });
  process.send?.(authorities.certificate('ingetrust/root').fingerprint);
}

if (task === 'create-and-die') {
  let keys = 0;
  await openAuthorities(directory, {
    create: { port: 0 },
    generateKeyPair: async (kind) => {
      keys += 1;
      if (keys === 8) process.kill(process.pid, 'SIGKILL');
      return generateKeyPair(kind);
    },
  });
}

if (task === 'establish') {
  using authorities = await openAuthorities(directory, { generateKeyPair });
  await authorities.establish('igc-osi/ac-serveur');
  process.send?.(authorities.certificate('igc-osi/ac-serveur').fingerprint);
}

if (task === 'issue-and-revoke') {
  using authorities = await openAuthorities(directory, { generateKeyPair });
  const order = (orderId: string) =>
    authorities.issue({
      orderId,
      profile: 'ingetrust/terminal',
      subject: { serialNumber: '0000BANC000000B1' },
    });
  await order('shared');
  for (let index = 0; index < 10; index += 1) {
    const { certificate } = await order(`${name}-${index}`);
    await authorities.revoke(certificate.serialNumber, 'ingetrust/issuing-ca');
    authorities.crl('ingetrust/issuing-ca');
  }
}
process.disconnect?.();
