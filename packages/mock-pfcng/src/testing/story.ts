import { expect } from 'vitest';
import type { SubmittedForm } from '../schemas/forms.ts';
import { CODE, PASSWORD } from './scenario.ts';
import type { ServedBench } from './service.ts';

/** A form that someone mails who has no card at hand; validated, or the story ends here. */
export async function mailed(bed: ServedBench, from: string, form: object): Promise<SubmittedForm> {
  const answer = await bed.ask('service-client', {
    method: 'POST',
    path: '/mailed-forms',
    body: { from, form },
  });
  expect(answer.body).toMatchObject({ state: 'validated' });
  return answer.body;
}

/** The subjects of the mails that this address got about this, oldest first. */
export async function subjects(bed: ServedBench, to: string, about: string): Promise<string[]> {
  const query = new URLSearchParams({ to, about });
  const answer = await bed.ask('service-client', { path: `/api/v1/messages?${query}` });
  return answer.body.items.map(({ subject }: { subject: string }) => subject);
}

/** The id of the next step, as Where am I? has it; null when everything is done. */
export async function nextStep(
  bed: ServedBench,
  card: string,
  question: {
    structure: string;
    use: 'dp' | 'diapason-psp-client' | 'diapason-tpe-server' | 'roc-annuaire' | 'roc-web-services';
    environment?: 'test';
  },
): Promise<string | null> {
  const { next } = await bed.as(card).whereAmI(question);
  return next && [next.step, ...next.forms.slice(0, 1).map(({ form }) => form)].join(' ');
}

export const accepted = {
  revocationCode: CODE,
  revocationCodeAgain: CODE,
  acceptTerms: true,
} as const;
export const withPassword = { ...accepted, keyPassword: PASSWORD } as const;
