import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { Terminals } from '../testing/terminals.ts';
import { RIGHT_ROC_HABITS, RocClient } from './client.ts';
import { ROC, SOAP } from './names.ts';
import type { Asked } from './request.ts';

const COUNT = 5;
const patient = (numeroAdherent: string): Asked => ({
  ...{ numeroAmc: '99900011', numeroAdherent, debut: '2026-01-01', fin: '2026-12-31', lignes: [] },
  ...{ nom: 'MARTIN', prenom: 'LOUISE', dateNaissance: '1971-05-04', nirAssure: '271139900100144' },
  ...{ dateReference: '2026-11-22', numeroEngagement: '', motif: '' },
});

const fieldOf = (message: string, name: string): string => new RegExp(`<${name}>([^<]*)<`).exec(message)![1]!;

test('replies that come in reverse order are each taken for the call that they answer', async () => {
  const waiting: (readonly [string, ServerResponse])[] = [];
  const insurer = createServer(async (request, response) => {
    waiting.push([await text(request), response]);
    if (waiting.length < COUNT) return;
    for (const [message, answer] of waiting.toReversed()) {
      answer.end(
        `<e:Envelope xmlns:e="${SOAP}"><e:Body><r xmlns="${ROC}"><reponseA>${fieldOf(message, 'wsa:MessageID')}</reponseA>` +
          `<codeRetour>000</codeRetour><libelle>${fieldOf(message, 'numeroAdherent')}</libelle></r></e:Body></e:Envelope>`,
      );
      await once(answer, 'finish');
    }
  });
  await once(insurer.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = insurer.address() as AddressInfo;
    const terminals = await Terminals.create();
    const files = {
      signature: terminals.served('igc-sante-test/org-auth-cli', 'Client_ROC_WebServices_AMC'),
      replies: { trust: terminals.igcSante.trust, authority: terminals.igcSante.trust },
    };
    // Who signs a reply is tested elsewhere, and so is the connection.
    const habits = { ...RIGHT_ROC_HABITS, forgives: (objection: string) => objection === 'not signed' };
    const peer = { host: 'amc.banc.test', connect: async () => connect(port, '127.0.0.1') };
    const roc = new RocClient(peer, files, { now: () => new Date('2026-11-22T10:00:00Z') }, habits);

    const members = Array.from({ length: COUNT }, (_, index) => `000100${index}`);
    const answers = await Promise.all(members.map((member) => roc.ask('idb', patient(member))));
    expect(answers).toMatchObject(members.map((member) => ({ accepted: true, detail: `000 ${member}` })));
    expect(waiting).toHaveLength(COUNT);
  } finally {
    insurer.close();
  }
});
