import { hash } from 'node:crypto';
import {
  attributeValue,
  canonicalXml,
  childElements,
  childrenNamed,
  type SignerVerifier,
  textOf,
  type XmlElement,
} from '@banc-gap/saml';
import type { Received } from '../dossiers/dossiers.ts';
import { type Person, personOf } from '../people/person.ts';
import { DpProblem } from '../problems/problem.ts';
import { assertValid, DISPENSATION } from './schema.ts';
import { verifySigned } from './signature.ts';

/**
 * Reads a dispensation that its pharmacist has signed: the signature is of the whole, by a PRO SIGN of the person who
 * is connected, and that person is the pharmacist whom it names.
 *
 * @throws DpProblem malformed-body, signature-*, signer-*, dispensation-invalid, author-is-another
 */
export function readDispensation(
  body: Uint8Array,
  { person, signers, at }: { readonly person: Person; readonly signers: SignerVerifier; readonly at: Date },
): Received & { readonly oid: string } {
  const { document, signer } = verifySigned(body, signers, at);
  const signedBy = personOf(signer).nationalId;
  if (signedBy !== person.nationalId) {
    throw new DpProblem('signer-is-another', { signer: signedBy, holder: person.nationalId });
  }
  assertValid(document.source);
  const { root } = document;
  const author = text(root, 'pharmacien');
  if (author !== signedBy) throw new DpProblem('author-is-another', { author, signer: signedBy });
  const patient = child(child(root, 'patient'), 'ins');
  const [structure] = childrenNamed(root, DISPENSATION, 'structure');
  return {
    ins: textOf(patient)!,
    oid: attributeValue(patient, 'oid')!,
    dispensation: {
      identifiant: text(root, 'identifiant'),
      date: text(root, 'date'),
      pharmacien: author,
      ...(structure && { structure: textOf(structure)! }),
      medicaments: childrenNamed(root, DISPENSATION, 'medicament').map((medicament) => ({
        cip13: text(medicament, 'cip13'),
        libelle: text(medicament, 'libelle'),
        quantite: Number(text(medicament, 'quantite')),
      })),
    },
    digest: hash('sha256', canonicalXml(root, { without: childElements(root).at(-1)! })),
    document: document.source,
  };
}

/** What the schema has found to be there. */
const child = (element: XmlElement, name: string): XmlElement =>
  childrenNamed(element, DISPENSATION, name)[0]!;

const text = (element: XmlElement, name: string): string => textOf(child(element, name))!;
