import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { CrlSet } from '@banc-gap/pki';
import { SignerVerifier, type XmlCredential } from '@banc-gap/saml';
import { connect, type Identity } from '@banc-gap/tls12';
import type { ServiceName } from '../insurer/requests.ts';
import { openAmcStore } from '../insurer/store.ts';
import { loadRocSeed } from '../seed/load.ts';
import { type AmcServiceOptions, type RunningAmc, startAmc } from '../service.ts';
import { requestOf, tokenOf } from './messages.ts';
import { SERVER_NAME, TestPki } from './pki.ts';

export interface Answer {
  readonly status: number;
  readonly xml: string;
  /** codeRetour of a reply, or the codes of a fault: S402 SAML_DIGEST_MISMATCH. */
  readonly code: string | undefined;
}

interface Sent {
  readonly messageId?: string;
  readonly signer?: XmlCredential;
  readonly identity?: Identity;
  readonly type?: string;
}

/** The web services of an AMC over TLS, with all that a GAP has. */
export interface Bench extends AsyncDisposable {
  readonly pki: TestPki;
  readonly running: RunningAmc;
  /** Judges signatures of replies. */
  readonly signers: SignerVerifier;
  /** A request with its token, over a connection of its own. */
  ask(name: ServiceName, content: string, sent?: Sent): Promise<Answer>;
  post(name: string, message: string, sent?: Sent): Promise<Answer>;
}

export async function bench(options: Partial<AmcServiceOptions> = {}): Promise<Bench> {
  const pki = await TestPki.create();
  const store = openAmcStore(':memory:');
  const establishments = ['igc-sante-test/aci-el-org', 'igc-sante-test/aci-el-pp'] as const;
  const crls = pki.crls(...establishments);
  const intermediates = establishments.map((id) => pki.authorities(id)[0]!);
  const trustAnchors = [pki.root('igc-sante-test/aci-el-org')];
  const running = await startAmc({
    seed: loadRocSeed(),
    store,
    identity: pki.server,
    signature: pki.service,
    trust: { trustAnchors: () => trustAnchors, intermediates: () => intermediates, crls: () => crls },
    serverName: SERVER_NAME,
    port: 0,
    slowMs: 60_000,
    ...options,
  });
  const osi = {
    trustAnchors: [pki.root('igc-osi/ac-services-applicatifs')],
    intermediates: [pki.authorities('igc-osi/ac-services-applicatifs')[0]!],
    crls: new CrlSet(pki.crls('igc-osi/ac-services-applicatifs')),
  };
  const made: Bench = {
    pki,
    running,
    signers: new SignerVerifier({ profile: 'igc-osi/service-applicatif', trust: () => osi }),
    ask: (name, content, sent = {}) =>
      made.post(name, requestOf(name, content, { ...sent, security: tokenOf(sent.signer ?? pki.gap) }), sent),
    async post(name, message, { identity, type = 'application/soap+xml; charset=utf-8' } = {}) {
      const connection = await connect({
        host: '127.0.0.1',
        port: running.port,
        serverName: SERVER_NAME,
        verifyPeer: () => ({ accepted: true }),
        ...(identity && { identity }),
      });
      try {
        const sent = request({
          createConnection: () => connection,
          method: 'POST',
          path: `/roc/${name}`,
          headers: { host: SERVER_NAME, connection: 'keep-alive', 'content-type': type },
        });
        sent.end(message);
        const [response] = (await once(sent, 'response')) as [IncomingMessage];
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part as Buffer);
        const xml = Buffer.concat(parts).toString();
        return { status: response.statusCode ?? 0, xml, code: codeOf(xml) };
      } finally {
        connection.destroy();
      }
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      store.close();
    },
  };
  return made;
}

function codeOf(xml: string): string | undefined {
  const codes = [...xml.matchAll(/<soap:Value>banc:(\w+)<\/soap:Value>/g)].map(([, code]) => code);
  return codes.length > 0 ? codes.join(' ') : /<codeRetour>(\d+)<\/codeRetour>\s*<libelle>/.exec(xml)?.[1];
}
