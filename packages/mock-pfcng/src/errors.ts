import { defineErrors } from '@banc-gap/pki';

export const pfcngErrors = defineErrors({
  PFCNG_SMTP_UNREACHABLE: {
    message: 'The mail server {host}:{port} did not take the messages of PFCNG: {reason}',
    next: 'Start the mail server, or leave smtp out: every message stays in the mailbox of the bench.',
  },
  PFCNG_SMTP_NAME_UNKNOWN: {
    message: 'The mail server {host} has no address: {reason}',
    next: 'Give a name or an address of a machine of your test network.',
  },
});
