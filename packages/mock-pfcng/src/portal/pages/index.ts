import type { Page } from '../context.ts';
import { batch } from './batch.ts';
import { bench } from './bench.ts';
import { card, cards } from './cards.ts';
import { demander } from './demander.ts';
import { follow } from './follow.ts';
import { formPage } from './form.ts';
import { forms, receivedForm } from './forms.ts';
import { habilitations, removal } from './habilitations.ts';
import { letter } from './letters.ts';
import { login, logout } from './login.ts';
import { mailbox, message } from './mailbox.ts';
import { order } from './order.ts';
import { product } from './product.ts';
import { renew } from './renew.ts';
import { revoke } from './revoke.ts';
import { whereAmI } from './where-am-i.ts';
import { download, withdraw } from './withdraw.ts';

/** Every page of the portal. */
export const PAGES: readonly Page[] = [
  login,
  logout,
  demander,
  product,
  batch,
  withdraw,
  download,
  follow,
  order,
  renew,
  revoke,
  whereAmI,
  forms,
  formPage,
  receivedForm,
  cards,
  card,
  habilitations,
  removal,
  mailbox,
  message,
  bench,
  letter,
];
