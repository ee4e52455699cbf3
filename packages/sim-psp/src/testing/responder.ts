import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { buildOcspResponse, Certificate, type CertificateStatus, parseOcspRequest } from '@banc-gap/pki';
import type { Clock } from '@banc-gap/simkit';
import type { TestPki } from './pki.ts';

const HOUR_MS = 3_600_000;

/** An OCSP responder of ACI-EL-ORG, which says what a test wants. */
export interface Responder extends AsyncDisposable {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: number;
  status: CertificateStatus;
  /** Sent in place of its answer. */
  instead: { readonly status: number; readonly body: Buffer } | undefined;
  /** Answers after this. */
  wait: Promise<void>;
}

export async function startResponder(pki: TestPki, clock: Clock): Promise<Responder> {
  const { chain, privateKey } = pki.identity('igc-sante-test/ocsp-aci-el-org', {});
  const certificate = Certificate.parse(chain[0]!);
  const answer = (question: Buffer): Buffer => {
    const { certificates, nonce } = parseOcspRequest(question);
    const thisUpdate = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
    return buildOcspResponse({
      responder: { certificate, privateKey },
      answers: certificates.map(({ der }) => ({ certificateId: der, status: made.status })),
      producedAt: thisUpdate,
      thisUpdate,
      nextUpdate: new Date(thisUpdate.getTime() + HOUR_MS),
      nonce,
    });
  };
  const server = createServer(async (request, response) => {
    made.asked += 1;
    const question = await buffer(request);
    await made.wait;
    const { status, body } = made.instead ?? { status: 200, body: answer(question) };
    response.writeHead(status, { 'content-type': 'application/ocsp-response' }).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const made = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: 0,
    status: 'good' as CertificateStatus,
    instead: undefined as Responder['instead'],
    wait: Promise.resolve(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return made;
}
