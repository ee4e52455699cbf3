import { lookup } from 'node:dns/promises';
import { assertHarmlessTarget } from '@banc-gap/simkit';
import { createTransport } from 'nodemailer';
import { pfcngErrors } from '../errors.ts';
import type { Mail } from './mailbox.ts';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
}

/** Hands messages to a mail server of the test network, in plain SMTP. */
export class SmtpRelay {
  readonly #server: SmtpServer;

  constructor(server: SmtpServer) {
    this.#server = server;
  }

  /** @throws BancError SIMKIT_TARGET_PUBLIC, PFCNG_SMTP_NAME_UNKNOWN, PFCNG_SMTP_UNREACHABLE */
  async send({ sender, recipients }: Mail, raw: Buffer): Promise<void> {
    const { host, port } = this.#server;
    const address = await addressOf(host);
    assertHarmlessTarget(address, { allowPublic: false, name: host });
    const transport = createTransport({ host: address, port, secure: false, ignoreTLS: true });
    try {
      await transport.sendMail({ envelope: { from: sender, to: [...recipients] }, raw });
    } catch (cause) {
      throw pfcngErrors.error(
        'PFCNG_SMTP_UNREACHABLE',
        { host, port, reason: (cause as Error).message },
        { cause },
      );
    } finally {
      transport.close();
    }
  }
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch (cause) {
    throw pfcngErrors.error('PFCNG_SMTP_NAME_UNKNOWN', { host, reason: (cause as Error).message }, { cause });
  }
}
