import type { Certificate } from '../../certificate.ts';
import { POLICIES } from '../../object-identifiers.ts';
import { productCategory } from '../facts.ts';
import { type Environment, igcSanteAuthority } from '../igc-sante-authority.ts';
import type { Examined, Rule } from '../rule.ts';
import type { Text } from '../text.ts';
import { CERTIFICATE_USES } from '../uses.ts';
import { IN_NO_DOCUMENT, when } from './when.ts';

const NAMES: Readonly<Record<Environment, Text>> = {
  test: { fr: 'de TEST', en: 'of TEST' },
  production: { fr: 'de production', en: 'of production' },
};

/** TRE_G01: a software certificate. */
const CATEGORIES: Readonly<Record<Environment, string>> = { test: '83', production: '03' };

const environmentOf = ({ issuer }: Certificate): Environment | undefined =>
  igcSanteAuthority(issuer)?.environment;

const mootUnlessIgcSante = ({ certificate }: Examined): Text | undefined =>
  environmentOf(certificate) === undefined
    ? { fr: 'l’émetteur n’est pas de l’IGC-Santé', en: 'the issuer is not of IGC-Santé' }
    : undefined;

const WRONG_ORIGIN: Text = {
  fr: 'Ce n’est pas un certificat que l’IGC-Santé émet : vérifier d’où vient le fichier.',
  en: 'This is not a certificate as IGC-Santé issues them: check where the file comes from.',
};

export const ENVIRONMENT_RULES: readonly Rule[] = [
  {
    id: 'environment/expected',
    level: 'MUST',
    requirement: 'S1-048',
    title: {
      fr: 'Un certificat de TEST sert en test, un certificat de production en production',
      en: 'A TEST certificate is used for tests, a production certificate in production',
    },
    uses: CERTIFICATE_USES,
    moot: (examined) =>
      mootUnlessIgcSante(examined) ??
      (examined.surroundings.environment === undefined
        ? { fr: 'l’environnement visé n’est pas connu', en: 'the environment aimed at is not known' }
        : undefined),
    finds: ({ certificate, surroundings: { environment = 'test' } }) => {
      const actual = environmentOf(certificate) ?? environment;
      return when(actual !== environment, { actual: NAMES[actual], wanted: NAMES[environment] });
    },
    found: {
      fr: 'Certificat {actual}, dans un environnement {wanted} : les correspondants n’en connaissent pas la racine.',
      en: 'A certificate {actual} in an environment {wanted}: the counterparts do not know its root.',
    },
    next: {
      fr: 'Commander l’autre par F414 (test) ou F413 (production) ; si le GAP part en production, écrire gap.environment: production dans banc.yaml.',
      en: 'Order the other one by F414 (test) or F413 (production); if the GAP goes into production, write gap.environment: production in banc.yaml.',
    },
  },
  {
    id: 'environment/product-category',
    level: 'SHOULD',
    whyNotMust: IN_NO_DOCUMENT,
    requirement: 'S1-048',
    title: {
      fr: 'La catégorie de produit est celle de l’environnement de l’AC',
      en: 'The product category is that of the environment of the CA',
    },
    uses: CERTIFICATE_USES,
    moot: mootUnlessIgcSante,
    finds: ({ certificate }) => {
      const expected = CATEGORIES[environmentOf(certificate)!];
      const category = productCategory(certificate);
      return when(category !== expected, { category: category ?? '—', expected });
    },
    found: {
      fr: 'Catégorie de produit (1.2.250.1.71.1.2.5) {category} au lieu de {expected} : 83 en test, 03 en production.',
      en: 'Product category (1.2.250.1.71.1.2.5) {category} instead of {expected}: 83 in tests, 03 in production.',
    },
    next: WRONG_ORIGIN,
  },
  {
    id: 'environment/policy',
    level: 'SHOULD',
    whyNotMust: IN_NO_DOCUMENT,
    requirement: 'S1-048',
    title: {
      fr: 'La politique de certification est celle de l’environnement de l’AC',
      en: 'The certificate policy is that of the environment of the CA',
    },
    uses: CERTIFICATE_USES,
    moot: mootUnlessIgcSante,
    finds: ({ certificate }) => {
      const policies = certificate.certificatePolicies ?? [];
      const isTest = environmentOf(certificate) === 'test';
      const isRight = (policy: string): boolean =>
        isTest ? policy === POLICIES.igcSanteTest : policy.startsWith(`${POLICIES.igcSanteProduction}.`);
      return when(!policies.some(isRight), {
        policies: policies.join(', ') || '—',
        expected: isTest ? POLICIES.igcSanteTest : `${POLICIES.igcSanteProduction}.…`,
      });
    },
    found: {
      fr: 'Politique {policies} au lieu de {expected}.',
      en: 'Policy {policies} instead of {expected}.',
    },
    next: WRONG_ORIGIN,
  },
];
