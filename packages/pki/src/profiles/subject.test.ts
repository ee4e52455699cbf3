import { describe, expect, it } from 'vitest';
import { PROFILES } from './content.ts';
import type { ProfileId } from './profile-ids.ts';
import { type SubjectInput, validateSubject } from './subject.ts';

const structure = { departement: 'Rhône (69)', name: 'CENTRE DE SANTE', nationalId: '10B0152872' };
const organisation = { structure, serviceApplicatif: 'Client_Diapason_PSP' };

const validate = (id: ProfileId, subject: SubjectInput): SubjectInput =>
  validateSubject(PROFILES[id], id, subject);

describe('validateSubject', () => {
  it.each<[ProfileId, SubjectInput]>([
    ['igc-sante-test/org-auth-cli', organisation],
    ['igc-sante-test/ssl-serveur', { structure, fqdn: 'gap.ch-test.fr' }],
    ['igc-sante-test/ssl-serveur', { structure, fqdn: '1.a.fr', alternativeNames: ['b.a.fr'] }],
    ['ingetrust/terminal', { serialNumber: '00000000ABCDEF12' }],
    ['igc-sante-test/root-el', {}],
  ])('takes what %s wants', (id, subject) => {
    expect(validate(id, subject)).toEqual(subject);
  });

  it.each<[string, ProfileId, object]>([
    ['structure', 'igc-sante-test/org-auth-cli', { serviceApplicatif: 'INSI-AUTO' }],
    ['structure.departement', 'igc-sante-test/org-auth-cli', withStructure({ departement: 'Rhône' })],
    [
      'structure.nationalId',
      'igc-sante-test/org-auth-cli',
      withStructure({ nationalId: '1750712184' + '0' }),
    ],
    ['structure.name', 'igc-sante-test/org-auth-cli', withStructure({ name: 'A\u0000' })],
    ['structure.siret', 'igc-sante-test/org-auth-cli', withStructure({ siret: '1' })],
    ['serviceApplicatif', 'igc-sante-test/org-auth-cli', { structure, serviceApplicatif: 'x'.repeat(65) }],
    ['fqdn', 'igc-sante-test/org-auth-cli', { ...organisation, fqdn: 'gap.ch-test.fr' }],
    ['fqdn', 'igc-sante-test/ssl-serveur', { structure, fqdn: 'gap_1.ch-test.fr' }],
    ['fqdn', 'igc-sante-test/ssl-serveur', { structure, fqdn: 'localhost' }],
    ['fqdn', 'igc-sante-test/ssl-serveur', { structure, fqdn: '*.ch-test.fr' }],
    ['fqdn', 'igc-sante-test/ssl-serveur', { structure, fqdn: '10.1.2.3' }],
    [
      'alternativeNames.1',
      'igc-sante-test/ssl-serveur',
      { structure, fqdn: 'a.fr', alternativeNames: ['b.fr', '-c.fr'] },
    ],
    ['serialNumber', 'ingetrust/terminal', { serialNumber: '123' }],
    ['serialNumber', 'igc-sante-test/root-el', { serialNumber: '123' }],
  ])('names the field that does not suit: %s of %s', (field, id, subject) => {
    expect(() => validate(id, subject)).toThrow(
      expect.objectContaining({
        code: 'PKI_SUBJECT_INVALID',
        parameters: expect.objectContaining({ field, profile: id }),
      }),
    );
  });

  it('says what it wants instead', () => {
    expect(() => validate('ingetrust/terminal', {})).toThrow(
      'The subject does not suit a certificate ingetrust/terminal: serialNumber should be a terminal serial number of 16 letters and digits.',
    );
  });
});

function withStructure(change: object): object {
  return { ...organisation, structure: { ...structure, ...change } };
}
