import type { Examined } from '../rule.ts';
import type { Parameters, Text } from '../text.ts';
import { USES } from '../uses.ts';

/** The parameters of a finding, if there is one. */
export const when = (condition: boolean, parameters: Parameters = {}): Parameters | undefined =>
  condition ? parameters : undefined;

/** Whether the certificate is of the type that its use wants; where nobody said the use, it is. */
export const isOfRightType = ({ kind, use }: Examined): boolean =>
  use === undefined || kind?.id === USES[use].kind;

/** For rules about one type: of another, rules on the type say what there is to say. */
export const mootForOtherType = (examined: Examined): Text | undefined =>
  isOfRightType(examined) ? undefined : OTHER_TYPE;

const OTHER_TYPE: Text = {
  fr: 'le certificat est d’un autre type',
  en: 'the certificate is of another type',
};

export const IN_NO_DOCUMENT: Text = {
  fr: 'Les documents de l’ANS n’en disent rien ; c’est ainsi que l’IGC-Santé émet ses certificats.',
  en: 'The ANS documents say nothing of it; it is how IGC-Santé issues its certificates.',
};
