import type { OutgoingMail } from '../core.ts';
import { inFrench } from '../dates.ts';
import type { StoredOrder } from '../store/orders.ts';
import { letter } from './letter.ts';

type OrderMail = (order: StoredOrder, portal: string) => OutgoingMail;

const product = ({ offer, usage, commonName }: StoredOrder) => `${offer} ${usage} « ${commonName} »`;
const withdrawalLink = ({ id }: StoredOrder, portal: string) => `${portal}retrait.xhtml?commande=${id}`;

export const orderRequested: OrderMail = (order, portal) => ({
  purpose: 'order-requested',
  to: order.notify,
  about: order.id,
  subject: `Votre demande de certificat ${order.offer} ${order.usage} peut être retirée`,
  body: letter(
    `Votre demande ${order.id} est enregistrée : ${product(order)}, structure ${order.structure}.`,
    `Pour retirer le certificat : ${withdrawalLink(order, portal)}`,
    ...order.warnings.map(({ text }) => `Attention : ${text.fr}`),
  ),
});

export const orderWithdrawn: OrderMail = (order) => ({
  purpose: 'order-withdrawn',
  to: order.notify,
  about: order.id,
  subject: `Votre certificat ${order.offer} ${order.usage} est délivré`,
  body: letter(
    `Le certificat de la demande ${order.id} est délivré : ${product(order)}.`,
    `Numéro de série : ${order.serialNumber}. Valide jusqu'au ${inFrench(order.notAfter!)}.`,
    "En cas d'erreur, de perte ou de vol, révoquez-le avec votre code de révocation.",
  ),
});

export const orderRevoked: OrderMail = (order) => ({
  purpose: 'order-revoked',
  to: order.notify,
  about: order.id,
  subject: `Votre certificat ${order.offer} ${order.usage} est révoqué`,
  body: letter(
    `Le certificat ${order.serialNumber} de la demande ${order.id} est révoqué : ${product(order)}.`,
    `Motif : ${order.revocationGround}. La révocation est définitive.`,
  ),
});

/** To every administrator designated, one month before the end. */
export function expiryAlert(
  order: StoredOrder,
  administrators: readonly string[],
  portal: string,
): OutgoingMail {
  return {
    purpose: 'certificate-expires',
    to: [...administrators, ...order.notify],
    about: order.id,
    subject: `Votre certificat ${order.offer} ${order.usage} arrive à échéance le ${inFrench(order.notAfter!)}`,
    body: letter(
      `Le certificat ${order.serialNumber} arrive à échéance le ${inFrench(order.notAfter!)} : ${product(order)}, structure ${order.structure}.`,
      `Son renouvellement n'est pas automatique, et n'est possible que tant qu'il est actif : ${portal}`,
    ),
  };
}
