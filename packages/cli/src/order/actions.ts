import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assertEmptyFolder, writeCredential } from '@banc-gap/mock-igc-sante';
import { cardsOnDesk, type Order } from '@banc-gap/mock-pfcng';
import type { PfcngClient, WithdrawnFile } from '@banc-gap/mock-pfcng/client';
import { cliErrors } from '../errors.ts';
import { readNamedFile } from '../read-file.ts';
import { deskText } from './desk.ts';
import { orderBody, requestedKeySource } from './product.ts';
import type { OrderSession } from './session.ts';

/** What a subcommand ends with: for programs, and for people. */
export interface Outcome {
  readonly result: unknown;
  readonly text: string;
}

export interface Action {
  /** How it is written, and what it does. */
  readonly usage: string;
  readonly help: string;
  run(session: OrderSession): Promise<Outcome>;
}

export const actions: Readonly<Record<string, Action>> = {
  cards: {
    usage: 'cards',
    help: 'every card of the bench, with its PIN',
    async run({ pfcng }) {
      const desk = cardsOnDesk(pfcng);
      return { result: desk, text: deskText(desk) };
    },
  },
  offers: {
    usage: 'offers',
    help: 'what the card may order, and for whom',
    async run(session) {
      const offers = await (await session.client()).offers();
      const text = offers.map(({ habilitation, structure, certifiedAs }) => {
        const { offer, usages, environment, domain, mailDomain } = habilitation;
        const domains = [domain, mailDomain].filter((one) => one !== null).join(', ');
        const whom = `${structure.id} ${structure.name}, certified as ${certifiedAs.name}`;
        return `${offer} ${usages.join(', ')} (${environment}) for ${whom}${domains && `; ${domains}`}\n`;
      });
      return { result: offers, text: text.join('') };
    },
  },
  request: {
    usage: 'request',
    help: 'orders a certificate: --offer, --usage and what they take',
    async run(session) {
      const client = await session.client();
      const wanted = orderBody(session, (await client.offers())[0]?.habilitation);
      return placed(session, [await client.request(wanted as Parameters<PfcngClient['request']>[0])]);
    },
  },
  batch: {
    usage: 'batch FILE',
    help: 'orders a certificate for each line of a CSV, or none',
    async run(session) {
      const csv = readNamedFile(positional(session, 'FILE')).toString('utf8');
      const client = await session.client();
      const first = (await client.offers())[0]?.habilitation;
      const { args } = session;
      const structure = args.text('structure') ?? first?.structure ?? session.required('structure');
      const environment = (args.text('environment') ?? first?.environment ?? 'test') as 'test';
      return placed(session, await client.requestBatch({ structure, environment, csv }));
    },
  },
  withdraw: {
    usage: 'withdraw ORDER',
    help: 'accepts the terms, sets the code of revocation, and writes the certificate: --code, --password, --out',
    async run(session) {
      const order = positional(session, 'ORDER');
      const revocationCode = session.required('code');
      const directory = session.required('out');
      const client = await session.client();
      const keyPassword = session.args.text('password');
      const file = await client.withdraw({
        ...{ order, revocationCode, revocationCodeAgain: revocationCode },
        acceptTerms: session.args.flag('accept-terms'),
        ...(keyPassword !== undefined && { keyPassword }),
      });
      return written(file, directory);
    },
  },
  download: {
    usage: 'download ORDER',
    help: 'writes the certificate again: --password, --out',
    async run(session) {
      const order = positional(session, 'ORDER');
      const directory = session.required('out');
      const keyPassword = session.args.text('password');
      const client = await session.client();
      const file = await client.download({ order, ...(keyPassword !== undefined && { keyPassword }) });
      return written(file, directory);
    },
  },
  status: {
    usage: 'status [ORDER]',
    help: 'one order, or every one that the card may see',
    async run(session) {
      const [, id] = session.args.positionals;
      const client = await session.client();
      const orders = id === undefined ? await client.orders() : [await client.order(id)];
      return { result: id === undefined ? orders : orders[0], text: orders.map(orderText).join('') };
    },
  },
  renew: {
    usage: 'renew ORDER',
    help: 'orders the same product again, while its certificate is active',
    async run(session) {
      const order = positional(session, 'ORDER');
      const client = await session.client();
      const key = requestedKeySource(session.args.text('csr'));
      return placed(session, [await client.renew({ order, key })]);
    },
  },
  revoke: {
    usage: 'revoke ORDER',
    help: 'revokes its certificate: --ground, and --code unless you represent the structure',
    async run(session) {
      const order = positional(session, 'ORDER');
      const ground = session.required('ground') as 'perte';
      const revocationCode = session.args.text('code');
      const client = await session.client();
      const revoked = await client.revoke({ order, ground, ...(revocationCode && { revocationCode }) });
      return { result: revoked, text: orderText(revoked) };
    },
  },
  'where-am-i': {
    usage: 'where-am-i',
    help: 'where a structure stands on the path, and which form is next: --structure, --use',
    async run(session) {
      const client = await session.client();
      const found = await client.whereAmI({
        structure: session.required('structure'),
        use: session.required('use') as 'dp',
        environment: (session.args.text('environment') ?? 'production') as 'test',
      });
      const said = ({ fr, en }: { fr: string; en: string }) => (session.language === 'fr' ? fr : en);
      const marks = { done: '✓', missing: '✗', later: '·' };
      const steps = found.steps.map(({ title, state, detail }) => {
        return `${marks[state]} ${said(title)}${detail ? `: ${said(detail)}` : ''}\n`;
      });
      const next = found.next && [
        `→ ${said(found.next.what)}\n`,
        ...found.next.forms.map(({ form, title, url }) => `  ${form}: ${title}\n  ${url}\n`),
      ];
      return { result: found, text: [...steps, ...(next ?? [])].join('') };
    },
  },
  'card-files': {
    usage: 'card-files',
    help: 'writes the AUTH certificate of the card with its key, for a client of your own such as curl: --out',
    async run({ pfcng, authorities, required }) {
      const directory = required('out');
      await assertEmptyFolder(directory);
      const credential = await pfcng.cards.credential({ cardNumber: required('card'), pin: required('pin') });
      const files = await writeCredential(authorities, credential, directory);
      return { result: files, text: `${files.directory}: ${files.files.join(', ')}\n` };
    },
  },
};

function positional({ args: { positionals } }: OrderSession, name: string): string {
  const [, value] = positionals;
  if (value !== undefined) return value;
  throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: `order ${positionals[0]}`, argument: name });
}

function placed({ language }: OrderSession, orders: readonly Order[]): Outcome {
  const warnings = orders.flatMap((order) => order.warnings.map(({ text }) => `! ${text[language]}\n`));
  return {
    result: orders.length === 1 ? orders[0] : orders,
    text: [...orders.map(orderText), ...warnings].join(''),
  };
}

function orderText({ id, offer, usage, commonName, environment, state, notAfter }: Order): string {
  const end = notAfter === null ? '' : ` until ${notAfter.slice(0, 10)}`;
  return `${id}  ${offer} ${usage}  ${commonName}  ${environment}  ${state}${end}\n`;
}

/** Never over another file: a key may be in it. */
function written({ order, fileName, content, intermediate }: WithdrawnFile, directory: string): Outcome {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const files = [{ fileName, content }, ...(intermediate ? [intermediate] : [])].map((file) => {
    const path = join(directory, basename(file.fileName));
    if (existsSync(path)) throw cliErrors.error('CLI_FILE_EXISTS', { file: path });
    writeFileSync(path, Buffer.from(file.content, 'base64'), { mode: 0o600, flag: 'wx' });
    return path;
  });
  return { result: { order, files }, text: files.map((file) => `${file}\n`).join('') };
}
