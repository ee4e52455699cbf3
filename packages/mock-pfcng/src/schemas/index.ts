export { card, cardCertificate, cardLogin, holderUpdate, newCard, opposition } from './cards.ts';
export { formSubmission, submittedForm } from './forms.ts';
export { habilitation, habilitationRemoval, offerRight } from './habilitations.ts';
export {
  batch,
  download,
  keySource,
  newOrder,
  order,
  orderFilter,
  product,
  renewal,
  revocation,
  withdrawal,
  withdrawalOfOrder,
} from './orders.ts';
export { newPerson, person } from './people.ts';
export {
  contract,
  directorChange,
  mandate,
  newGroup,
  newStructure,
  structure,
  structureGroup,
} from './structures.ts';
export { warning } from './warnings.ts';
export { groupQuestion, groupWhereabouts, question, use, whereabouts } from './whereabouts.ts';
