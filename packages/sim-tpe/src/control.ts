import { isIP } from 'node:net';
import { type Clock, type Journal, type RunningService, startControl } from '@banc-gap/simkit';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tpeErrors } from './errors.ts';
import { CARDHOLDERS, cardholder } from './payment/cardholder.ts';
import type { PaymentTerminal } from './payment/payment-terminal.ts';
import { TEST_CARDS, testCard } from './payment/test-cards.ts';

export interface TpeControlOptions {
  /** By serial number. */
  readonly terminals: ReadonlyMap<string, PaymentTerminal>;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: the system chooses. */
  readonly port?: number;
  readonly token?: string;
}

const port = z.int().min(1).max(65_535);
const ipAddress = z.string().refine((text) => isIP(text) !== 0, 'an IP address');

const pairing = z.strictObject({
  gap: z.strictObject({
    fqdn: z
      .string()
      .min(1)
      .max(253)
      .describe('The name typed in, which is the CN of the certificate of the GAP'),
    address: z.string().min(1).max(253).optional().describe('Where to connect, apart from the name'),
    port,
    dnsServer: ipAddress.optional(),
  }),
  binding: z.enum(['socket', 'https']),
});

const nameIn = <Name extends string>(names: Readonly<Record<Name, unknown>>) =>
  z.enum(Object.keys(names) as [Name, ...Name[]]);

const visitor = z.strictObject({
  card: z.union([nameIn(TEST_CARDS), testCard]).default('good'),
  cardholder: z.union([nameIn(CARDHOLDERS), cardholder]).default('agrees'),
});

const page = z.strictObject({
  after: z.string().optional().describe('The last serial number of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const one = z.strictObject({ serialNumber: z.string() });

/** The control port of the terminals: who stands before them, which GAP they belong to, and what was said. */
export function startTpeControl(options: TpeControlOptions): Promise<RunningService> {
  return startControl({
    name: 'tpe',
    ...options,
    routes: (app) => {
      app.register(async (own) => terminalRoutes(own, options));
    },
  });
}

function terminalRoutes(app: FastifyInstance, { terminals, journal }: TpeControlOptions): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const routes = app.withTypeProvider<ZodTypeProvider>();

  app.setErrorHandler(
    (error: Error & { code?: string; statusCode?: number; next?: string }, _request, reply) => {
      const { message, code, next } = error;
      const status = code === 'TPE_TERMINAL_UNKNOWN' ? 404 : (error.statusCode ?? 500);
      return reply.code(status).send({ error: message, code, ...(next !== undefined && { next }) });
    },
  );

  const terminalOf = ({ serialNumber }: z.output<typeof one>): PaymentTerminal => {
    const terminal = terminals.get(serialNumber);
    if (!terminal) throw tpeErrors.error('TPE_TERMINAL_UNKNOWN', { terminal: serialNumber.slice(0, 32) });
    return terminal;
  };

  routes.get('/cards', async () => TEST_CARDS);
  routes.get('/cardholders', async () => CARDHOLDERS);

  routes.get('/terminals', { schema: { querystring: page } }, async ({ query: { after, limit } }) => {
    const serialNumbers = [...terminals.keys()];
    const from = after === undefined ? 0 : serialNumbers.indexOf(after) + 1;
    const items = serialNumbers.slice(from, from + limit).map((name) => view(terminals.get(name)!));
    const states = Object.groupBy(terminals.values(), ({ state }) => state);
    const counts = Object.fromEntries(Object.entries(states).map(([state, all]) => [state, all.length]));
    return { total: serialNumbers.length, states: counts, items };
  });

  routes.get('/terminals/:serialNumber', { schema: { params: one } }, async ({ params }) =>
    view(terminalOf(params)),
  );

  routes.put(
    '/terminals/:serialNumber/pairing',
    { schema: { params: one, body: pairing } },
    async ({ params, body }) => {
      const { fqdn, port, address, dnsServer } = body.gap;
      const gap = { fqdn, port, ...(address && { address }), ...(dnsServer && { dnsServer }) };
      const terminal = terminalOf(params);
      await terminal.pair({ gap, binding: body.binding });
      return view(terminal);
    },
  );

  routes.put(
    '/terminals/:serialNumber/visitor',
    { schema: { params: one, body: visitor } },
    async ({ params, body }) => {
      const card = typeof body.card === 'string' ? TEST_CARDS[body.card] : body.card;
      const behaviour = typeof body.cardholder === 'string' ? CARDHOLDERS[body.cardholder] : body.cardholder;
      const terminal = terminalOf(params);
      terminal.present({ card, cardholder: behaviour });
      return view(terminal);
    },
  );

  routes.delete(
    '/terminals/:serialNumber/visitor',
    { schema: { params: one } },
    async ({ params }, reply) => {
      terminalOf(params).leave();
      return reply.code(204).send();
    },
  );

  routes.post('/terminals/:serialNumber/connect', { schema: { params: one } }, async ({ params }, reply) => {
    const terminal = terminalOf(params);
    terminal.connect();
    return reply.code(202).send(view(terminal));
  });

  routes.post('/terminals/:serialNumber/disconnect', { schema: { params: one } }, async ({ params }) => {
    const terminal = terminalOf(params);
    await terminal.disconnect();
    return view(terminal);
  });

  routes.get(
    '/terminals/:serialNumber/journal',
    {
      schema: {
        params: one,
        querystring: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
      },
    },
    async ({ params, query }) => {
      const { serialNumber } = terminalOf(params);
      return journal.entries(query.after).filter(({ details }) => details['terminal'] === serialNumber);
    },
  );

  routes.post('/connect', async (_request, reply) => {
    for (const terminal of terminals.values()) terminal.connect();
    return reply.code(202).send({ total: terminals.size });
  });

  routes.post('/disconnect', async () => {
    await Promise.all([...terminals.values()].map((terminal) => terminal.disconnect()));
    return { total: terminals.size };
  });
}

function view({ serialNumber, state, pairing, visitor, error }: PaymentTerminal) {
  return {
    serialNumber,
    state,
    pairing,
    visitor: visitor ?? null,
    error: error ? { code: error.code, message: error.message, next: error.next } : null,
  };
}
