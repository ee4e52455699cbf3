import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { slugOf } from '../testing/refusal.ts';
import { actorOf, bench, clientOrder, establish, signContract, withdrawal } from '../testing/scenario.ts';

it('messages are to RFC 5322, in French', async () => {
  using b = await bench();
  signContract(b.pfcng);
  const [mail] = b.pfcng.mailbox.list(SERVICE_CLIENT);
  const raw = (await b.pfcng.mailbox.raw(SERVICE_CLIENT, mail!.id)).toString('utf8');
  const [headers, body] = raw.split('\r\n\r\n', 2);
  expect(headers).toContain('From: monserviceclient.cartes@esante.gouv.fr\r\n');
  expect(headers).toContain('To: secretariat@ch-ville.fr, denise@ch-ville.fr\r\n');
  expect(headers).toContain('Date: Sun, 22 Nov 2026 08:00:00 +0000');
  expect(headers).toContain(`Message-ID: <${mail!.id}@banc-gap.invalid>`);
  expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  expect(body).toContain('Bonjour,');
  expect(mail!.body).toContain('22 novembre 2026');
});

it('are found by addressee, subject matter and order of arrival', async () => {
  using b = await bench();
  const { administrator } = establish(b.pfcng);
  const at = actorOf(administrator);
  const { id } = await b.pfcng.orders.request(at, { ...clientOrder, notify: ['DSI@ch-ville.fr'] });
  await b.pfcng.orders.withdraw(at, withdrawal(id));
  const purposes = (filter: object) => b.pfcng.mailbox.list(at, filter).map(({ purpose }) => purpose);
  expect(purposes({ to: 'dsi@ch-ville.fr' })).toEqual(['order-requested', 'order-withdrawn']);
  expect(purposes({ about: id })).toEqual(['order-requested', 'order-withdrawn']);
  expect(purposes({ after: 11 })).toEqual(['order-withdrawn']);
  const [requested] = b.pfcng.mailbox.list(at, { about: id });
  expect(requested!.body).toContain(
    `https://pfc.eservices.esante.gouv.fr/pfcng-ihm/retrait.xhtml?commande=${id}`,
  );
  expect(await slugOf(() => b.pfcng.mailbox.get(at, 'mail-none'))).toBe('not-found');
});

it('go to an SMTP server of the test network, each once', async () => {
  await using smtp = await smtpServer();
  using b = await bench({ smtp: { host: '127.0.0.1', port: smtp.port } });
  signContract(b.pfcng);
  await Promise.all([b.pfcng.runDue(), b.pfcng.runDue()]);
  await b.pfcng.runDue();
  expect(smtp.messages).toHaveLength(4);
  expect(smtp.messages[0]).toContain('To: secretariat@ch-ville.fr, denise@ch-ville.fr');
  expect(b.pfcng.mailbox.list(SERVICE_CLIENT).every(({ relayedAt }) => relayedAt !== null)).toBe(true);
});

it('never go to a public server, and stay when the server does not answer', async () => {
  using b = await bench({ smtp: { host: '192.0.2.25', port: 25 } });
  signContract(b.pfcng);
  await expect(b.pfcng.runDue()).rejects.toMatchObject({ code: 'SIMKIT_TARGET_PUBLIC' });
  using c = await bench({ smtp: { host: '127.0.0.1', port: 1 } });
  signContract(c.pfcng);
  await expect(c.pfcng.runDue()).rejects.toMatchObject({ code: 'PFCNG_SMTP_UNREACHABLE' });
  expect(c.pfcng.mailbox.list(SERVICE_CLIENT).every(({ relayedAt }) => relayedAt === null)).toBe(true);
});

/** As much of RFC 5321 as a sender needs. */
async function smtpServer() {
  const messages: string[] = [];
  const server = createServer((socket) => {
    let text = '';
    let inMessage = false;
    socket.write('220 bench\r\n');
    socket.on('data', (chunk) => {
      text += chunk;
      if (inMessage) {
        if (!text.endsWith('\r\n.\r\n')) return;
        messages.push(text);
        inMessage = false;
        text = '';
        socket.write('250 taken\r\n');
        return;
      }
      if (!text.endsWith('\r\n')) return;
      inMessage = text.startsWith('DATA');
      socket.write(inMessage ? '354 go on\r\n' : text.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n');
      text = '';
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    messages,
    port: (server.address() as { port: number }).port,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
