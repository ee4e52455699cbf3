/** Mailboxes of the service client by purpose, spelt as in S3's change history of 14/12/2022. */
export const MAILBOXES = {
  cartes: 'monserviceclient.cartes@esante.gouv.fr',
  certificats: 'monserviceclient.certificats@esante.gouv.fr',
  developpement: 'monserviceclient.developpement@esante.gouv.fr',
  editeurs: 'editeurs@esante.gouv.fr',
} as const;
export type MailboxName = keyof typeof MAILBOXES;

/** Whom the platform's own messages come from. */
export const PLATFORM_SENDER = 'noreply@pfc.eservices.esante.gouv.fr';
