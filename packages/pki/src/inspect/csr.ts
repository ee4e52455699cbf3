import { examineCsr } from '../csr/check.ts';
import type { BancError } from '../error-catalogue.ts';
import { nameToString } from '../names.ts';
import { describeKey } from './facts.ts';
import type { Finding, Inspection } from './finding.ts';
import { fillText, type Language } from './text.ts';

/** The French of the objections, by the code of their error, which is written in English. */
const FRENCH: Readonly<Record<string, { readonly message: string; readonly next: string }>> = {
  PKI_CSR_KEY_NOT_RSA: {
    message: 'La clé de la demande est {found} ; l’IGC-Santé ne certifie que des clés RSA.',
    next: 'Faire une autre clé : openssl genrsa 2048.',
  },
  PKI_CSR_KEY_TOO_SHORT: {
    message: 'La clé RSA de la demande a {bits} bits, au lieu de 2048.',
    next: 'Faire une autre clé : openssl genrsa 2048.',
  },
  PKI_CSR_KEY_TOO_LONG: {
    message: 'La clé RSA de la demande a {bits} bits ; celles de l’IGC-Santé en ont 2048 exactement.',
    next: 'Faire une autre clé : openssl genrsa 2048.',
  },
  PKI_CSR_KEY_EXPONENT: {
    message: 'L’exposant public de la clé est {exponent} ; il est attendu impair, à partir de 65537.',
    next: 'Faire une autre clé : openssl genrsa 2048 prend 65537.',
  },
  PKI_CSR_KEY_WEAK: {
    message: 'N’importe qui peut retrouver la clé privée de la demande ({weakness}).',
    next: 'Faire la clé avec un OpenSSL ou un Java à jour, et chercher ce qui a fait celle-ci.',
  },
  PKI_CSR_SIGNATURE_WEAK: {
    message: 'La demande est signée avec {algorithm} : MD5 et SHA-1 sont cassés.',
    next: 'La signer avec SHA-256 : openssl req -new -sha256.',
  },
  PKI_CSR_SIGNATURE_UNSUPPORTED: {
    message: 'La demande est signée avec {algorithm} ; il est attendu RSA (PKCS #1 v1.5) et SHA-256.',
    next: 'La signer avec SHA-256 : openssl req -new -sha256.',
  },
  PKI_CSR_SIGNATURE_INVALID: {
    message: 'La signature de la demande est fausse : rien ne prouve que l’expéditeur a la clé privée.',
    next: 'La demande a été modifiée, ou signée avec une autre clé : la refaire.',
  },
};

/**
 * What a certificate signing request asks for, and why PFCNG would refuse it.
 *
 * @throws BancError PKI_CSR_TOO_LARGE, PKI_CSR_MALFORMED
 */
export async function inspectCsr(request: Uint8Array | string, lang: Language): Promise<Inspection> {
  const { csr, objections, warnings } = await examineCsr(request);
  return {
    holds: 'csr',
    facts: [
      {
        label: 'Type',
        value: lang === 'fr' ? 'demande de certificat (CSR)' : 'certificate signing request (CSR)',
      },
      { label: lang === 'fr' ? 'Sujet' : 'Subject', value: nameToString(csr.subject) || '—' },
      { label: lang === 'fr' ? 'Clé' : 'Key', value: describeKey(csr.publicKey) },
    ],
    findings: [
      ...objections.map((objection) => refusal(objection, lang)),
      ...warnings.map(({ id, text }): Finding => ({ rule: `csr/${id}`, level: 'note', message: text[lang] })),
    ],
  };
}

function refusal({ code, message, next, parameters }: BancError, lang: Language): Finding {
  const french = lang === 'fr' ? FRENCH[code] : undefined;
  const told = french ?? { message, next };
  const filled = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const say = (text: string): string => fillText({ fr: text, en: text }, filled)[lang];
  return {
    rule: `csr/${code}`,
    level: 'MUST',
    requirement: 'S1-055',
    message: say(told.message),
    next: say(told.next),
  };
}
