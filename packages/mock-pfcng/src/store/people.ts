import { parsePersonId } from '@banc-gap/pki';
import type { Core } from '../core.ts';
import type { Person } from '../schemas/people.ts';

export function findPerson(core: Core, id: string): Person | undefined {
  return core.store.get<Person>('SELECT * FROM person WHERE id = ?', id);
}

/** The person with this e-mail address, as described now. */
export function savePerson(core: Core, described: Omit<Person, 'id'>): Person {
  const { familyName, givenName, email, phone, profession, rpps } = described;
  core.store.run(
    `INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (email) DO UPDATE SET
     familyName = excluded.familyName, givenName = excluded.givenName,
     phone = coalesce(excluded.phone, phone), profession = coalesce(excluded.profession, profession),
     rpps = coalesce(rpps, excluded.rpps)`,
    core.newId('person'),
    familyName,
    givenName,
    email,
    phone,
    profession,
    rpps ?? (profession === null ? null : testRpps(core)),
  );
  return core.store.get<Person>('SELECT * FROM person WHERE email = ?', email)!;
}

/** Of the range that ANS keeps for tests, with its key. */
function testRpps(core: Core): string {
  const order = `9970${core.random.integer(0, 999_999).toString().padStart(6, '0')}`;
  return `${order}${[...Array(10).keys()].find((key) => parsePersonId(`8${order}${key}`)?.keyIsRight)}`;
}

export function updatePerson(core: Core, id: string, changed: Partial<Omit<Person, 'id' | 'email'>>): void {
  const { familyName, givenName, phone, profession, rpps } = { ...findPerson(core, id)!, ...changed };
  core.store.run(
    'UPDATE person SET familyName = ?, givenName = ?, phone = ?, profession = ?, rpps = ? WHERE id = ?',
    familyName,
    givenName,
    phone,
    profession,
    rpps,
    id,
  );
}
