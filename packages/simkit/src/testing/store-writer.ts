// Run as a process of its own by store.test.ts: writes a hundred words, one transaction each.
import { openStore } from '../store.ts';

const [, , file = '', name = ''] = process.argv;
using store = openStore(file, { applicationId: 0x42414e43, migrations: [''] });
for (let index = 0; index < 100; index += 1) {
  store.transaction(() => store.run('INSERT INTO word VALUES (?)', `${name}${index}`));
}
