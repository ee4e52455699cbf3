import { describe, expect, it } from 'vitest';
import { PROFILES } from './content.ts';
import type { ProfileId } from './profile-ids.ts';
import { type SubjectInput, validateSubject } from './subject.ts';

const structure = { departement: 'Rhône (69)', name: 'CENTRE DE SANTE', nationalId: '10B0152872' };
const organisation = { structure, serviceApplicatif: 'Client_Diapason_PSP' };

const professional = {
  givenName: 'ANNE',
  surname: 'MARTIN',
  nationalId: '899700523527',
  profession: 'Médecin',
} as const;
const employee = { givenName: 'CHARLES', surname: 'DURAND', nationalId: '30B0057881/CPET0002' };
const cardNumber = '2000000123';

const validate = (id: ProfileId, subject: SubjectInput): SubjectInput =>
  validateSubject(PROFILES[id], id, subject);

describe('validateSubject', () => {
  it.each<[ProfileId, SubjectInput]>([
    ['igc-sante-test/org-auth-cli', organisation],
    ['igc-sante-test/ssl-serveur', { structure, fqdn: 'gap.ch-test.fr' }],
    ['igc-sante-test/ssl-serveur', { structure, fqdn: '1.a.fr', alternativeNames: ['b.a.fr'] }],
    ['ingetrust/terminal', { serialNumber: '00000000ABCDEF12' }],
    ['igc-sante-test/root-el', {}],
    ['igc-sante-test/org-auth-cli', withStructure({ nationalId: '318751275100020' })],
    ['igc-sante-test/org-auth-cli', withStructure({ nationalId: '11B0073160' })],
    ['igc-sante-test/serv-smime', { structure, email: 'admissions@ch-test.fr' }],
    ['igc-sante-test/pro-auth', { professional }],
    ['igc-sante-test/pro-auth', { employee, structure, userPrincipalName: 'c.durand@ch-test.fr' }],
    ['igc-sante-test/pro-sign', { professional: { ...professional, savoirFaire: 'SM26' }, email: 'a@b.fr' }],
    ['igc-sante-test/cps-auth', { professional: { ...professional, nationalId: '00B6087510' }, cardNumber }],
    ['igc-sante/cde-sign', { employee, structure, cardNumber }],
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
    ['structure.nationalId', 'igc-sante/org-sign', withStructure({ nationalId: '318751275100021' })],
    ['email', 'igc-sante-test/serv-sign', { structure, email: 'ch-test.fr' }],
    ['email', 'igc-sante-test/ps-sign', { professional, email: 'anne@hôpital.fr' }],
    ['professional', 'igc-sante-test/ps-auth', {}],
    ['professional', 'igc-sante-test/pro-auth', {}],
    ['structure', 'igc-sante-test/pro-auth', { employee }],
    ['structure', 'igc-sante-test/pro-auth', { professional, structure }],
    ['userPrincipalName', 'igc-sante-test/pro-auth', { professional, userPrincipalName: 'anne' }],
    ['userPrincipalName', 'igc-sante-test/pro-sign', { professional, userPrincipalName: 'anne@b.fr' }],
    [
      'professional.profession',
      'igc-sante-test/ps-auth',
      { professional: { ...professional, profession: 'Barbier' } },
    ],
    [
      'professional.nationalId',
      'igc-sante-test/ps-auth',
      { professional: { ...professional, nationalId: '810000000002' } },
    ],
    [
      'professional.nationalId',
      'igc-sante-test/ps-auth',
      { professional: { ...professional, nationalId: '30B0057881/CPET0002' } },
    ],
    [
      'professional.savoirFaire',
      'igc-sante-test/ps-auth',
      { professional: { ...professional, savoirFaire: 'généraliste' } },
    ],
    [
      'employee.nationalId',
      'igc-sante-test/cpe-auth',
      { employee: { ...employee, nationalId: '30B0057881' }, structure, cardNumber },
    ],
    ['employee.surname', 'igc-sante-test/cpe-auth', { employee: { ...employee, surname: '' } }],
    ['cardNumber', 'igc-sante-test/cpe-auth', { employee, structure }],
    ['cardNumber', 'igc-sante-test/cps-sign', { professional, cardNumber: '8025000001' + '/1' }],
    ['serialNumber', 'igc-sante-test/root-el', { serialNumber: '123' }],
  ])('names the field that does not suit: %s of %s', (field, id, subject) => {
    expect(() => validate(id, subject)).toThrow(
      expect.objectContaining({
        code: 'PKI_SUBJECT_INVALID',
        parameters: expect.objectContaining({ field, profile: id }),
      }),
    );
  });

  it('tells a wrong check digit from a wrong form', () => {
    expect(() => validate('igc-sante-test/org-sign', withStructure({ nationalId: '1750712185' }))).toThrow(
      /an ADELI-rang; the check digit of this one is wrong\.$/,
    );
    expect(() => validate('igc-sante-test/org-sign', withStructure({ nationalId: '17507' }))).toThrow(
      /an ADELI-rang\.$/,
    );
  });

  it('says of a person that may be either what each needs', () => {
    expect(() => validate('igc-sante-test/pro-auth', {})).toThrow(
      expect.objectContaining({
        next: 'This profile takes either professional, or employee and structure, userPrincipalName (optional).',
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
