import type { OutgoingMail } from '../core.ts';
import type { FormEdition } from '../data/forms.ts';
import { inFrench } from '../dates.ts';
import type { PfcngProblem } from '../problems/problem.ts';
import type { SubmittedForm } from '../schemas/forms.ts';
import { letter } from './letter.ts';

/** Messages of the service client about a form; a form on line has none of its mailboxes and is answered by the platform. */
function aboutForm(
  form: SubmittedForm,
  { mailbox }: FormEdition,
  message: Pick<OutgoingMail, 'purpose' | 'subject' | 'body'>,
): OutgoingMail {
  return { ...message, ...(mailbox && { from: mailbox }), to: form.notify, about: form.id };
}

export function formReceived(form: SubmittedForm, edition: FormEdition): OutgoingMail {
  return aboutForm(form, edition, {
    purpose: 'form-received',
    subject: `Réception de votre demande ${form.number} (${form.id})`,
    body: letter(
      `Nous avons bien reçu le ${inFrench(form.receivedAt)} votre demande pour la structure ${form.structure} :`,
      edition.title,
      `Sa référence est ${form.id}. Vous serez informé de sa validation.`,
    ),
  });
}

export function formValidated(form: SubmittedForm, edition: FormEdition): OutgoingMail {
  const {
    cards = [],
    habilitations = [],
    mandates = [],
    removedMandates = [],
    contract,
  } = form.outcome ?? {};
  return aboutForm(form, edition, {
    purpose: 'form-validated',
    subject: `Validation de votre demande ${form.number} (${form.id})`,
    body: letter(
      `Votre demande ${form.id} pour la structure ${form.structure} est validée.`,
      contract === undefined ? '' : `Le contrat ${contract} est en vigueur.`,
      cards.length === 0
        ? ''
        : `Carte(s) délivrée(s) : ${cards.join(', ')}. Le code porteur est envoyé par pli sécurisé.`,
      mandates.length === 0 ? '' : `${mandates.length} mandat(s) enregistré(s).`,
      removedMandates.length === 0
        ? ''
        : `${removedMandates.length} mandat(s) supprimé(s), avec effet immédiat.`,
      habilitations.length === 0
        ? ''
        : `Le ou les administrateurs techniques peuvent commander les certificats logiciels sur la plateforme IGC-Santé.`,
      ...form.warnings.map(({ text }) => `Attention : ${text.fr}`),
    ),
  });
}

export function formRefused(form: SubmittedForm, edition: FormEdition, problem: PfcngProblem): OutgoingMail {
  const { title, detail, missingRight, forms = [] } = problem.details('fr');
  return aboutForm(form, edition, {
    purpose: 'form-refused',
    subject: `Refus de votre demande ${form.number} (${form.id})`,
    body: letter(
      `Votre demande ${form.id} pour la structure ${form.structure} est refusée.`,
      `${title}. ${detail}`,
      missingRight === undefined ? '' : `Il manque : ${missingRight}.`,
      ...forms.map(({ form: number, title: name, url }) => `Formulaire suivant : ${number}, ${name}, ${url}`),
    ),
  });
}
