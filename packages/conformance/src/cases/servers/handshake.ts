import type { ConformanceCase } from '../case.ts';
import { callRefusal, topic } from '../define.ts';
import { checking, type Server } from './server.ts';

const LOOK_AT = {
  fr: 'Une pile TLS faite maison, ou très ancienne : les piles courantes vérifient cela d’elles-mêmes.',
  en: 'A home-made or very old TLS stack: the usual ones check this by themselves.',
};

/** Whether the server is the holder of its certificate, without which checking that certificate says nothing. */
export function serverHandshake(server: Server): readonly ConformanceCase[] {
  return [...serverKeyProof(server), ...keyExchangeSkipped(server)];
}

/** ServerKeyExchange is what an ECDHE_RSA server proves its key by. */
export function keyExchangeSkipped(server: Server): readonly ConformanceCase[] {
  return topic(server.suite, 'handshake', [
    callRefusal('key-exchange-skipped', {
      ...checking(server).facts,
      title: {
        fr: 'Serveur qui n’envoie pas ServerKeyExchange',
        en: 'A server that sends no ServerKeyExchange',
      },
      rfc: '5246 §7.4.3',
      defect: { bugs: { skip: ['serverKeyExchange'] } },
      alert: 'unexpected_message',
      provenBy: ['client-tolerates-skipped-key-exchange'],
      lookAt: {
        fr: 'La pile TLS continue sans l’échange de clés, donc sans preuve que le serveur a sa clé (CVE-2014-3572 d’OpenSSL est de cette famille) : la mettre à jour.',
        en: 'The TLS stack goes on without the key exchange, so without proof that the server has its key (CVE-2014-3572 of OpenSSL is of that kind): update it.',
      },
    }),
  ]);
}

function serverKeyProof(server: Server): readonly ConformanceCase[] {
  const { facts, provenBy } = checking(server);
  const proof = { ...facts, lookAt: LOOK_AT, alert: 'decrypt_error' } as const;
  return topic(server.suite, 'handshake', [
    callRefusal('private-key-of-another', {
      ...proof,
      title: {
        fr: 'Serveur qui n’a pas la clé de son certificat',
        en: 'A server that does not have the key of its certificate',
      },
      rfc: '5246 §7.4.3',
      defect: { privateKey: 'another' },
      provenBy: provenBy('ignores-key-exchange-signature'),
    }),
    callRefusal('key-exchange-signature-corrupted', {
      ...proof,
      title: { fr: 'Signature de l’échange de clés altérée', en: 'Signature of the key exchange corrupted' },
      rfc: '5246 §7.4.3',
      defect: { bugs: { serverKeyExchangeSignature: 'corrupted' } },
      provenBy: provenBy('ignores-key-exchange-signature'),
    }),
    callRefusal('finished-corrupted', {
      ...proof,
      title: { fr: 'Message Finished faux', en: 'A wrong Finished message' },
      rfc: '5246 §7.4.9',
      defect: { bugs: { finished: 'corrupted' } },
      provenBy: provenBy('ignores-finished'),
    }),
  ]);
}
