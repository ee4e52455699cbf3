import type { PeerPort, PeerRemark, RunConfig } from '@banc-gap/conformance';
import { type Authorities, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { Certificate, hoursAgo, type ServerIdentityDefect } from '@banc-gap/pki';
import {
  AMC_FAULTS,
  type AmcFault,
  type AmcPeer,
  amcPeer,
  type Inspection,
  loadRocSeed,
  openAmcStore,
} from '@banc-gap/sim-amc';
import { Journal, systemClock, systemRandom } from '@banc-gap/simkit';
import { insurerParts } from './insurer.ts';

/** The insurer that the suite plays: the web services of the simulator, with books that are lost with the run. */
export function amcPort(config: RunConfig, authorities: Authorities): PeerPort {
  const { host } = config.peers.amc;
  const structure = TEST_STRUCTURE.nationalId;
  const identities = authorities.osiIdentities(host);
  const insurer = once(() => peerOf(authorities, host));
  const answering =
    (pick: (peer: AmcPeer) => PeerPort['answer'], peer = insurer): PeerPort['answer'] =>
    (request, response) =>
      void peer().then(
        (peer) => pick(peer)(request, response),
        (error: Error) => response.destroy(error),
      );
  const faults = Object.keys(AMC_FAULTS) as AmcFault[];
  const signedBy = (defect: ServerIdentityDefect) =>
    answering(
      ({ answer }) => answer,
      once(() => peerOf(authorities, host, defect)),
    );
  return {
    identity: (defect) => identities.identity(defect),
    answer: answering(({ answer }) => answer),
    replies: {
      ...Object.fromEntries(faults.map((fault) => [fault, answering(({ replies }) => replies[fault])])),
      'expired-signer': signedBy({ leaf: { notAfter: hoursAgo(1) } }),
      'revoked-signer': signedBy({ from: 'revoked' }),
    },
    async prepare(order) {
      // So that no certificate is made while the GAP waits.
      const { commitments } = (await insurer()).insurer;
      switch (order.action) {
        case 'roc.idb':
        case 'roc.sim':
        case 'roc.clc':
          return { ...order, params: { ...order.params, ...daysOfThisYear() } } as typeof order;
        case 'roc.del': {
          const { numeroAmc: amc } = order.params;
          const { numero: numeroEngagement } = commitments.make({ amc, structure, ...ONE_PROMISE });
          return { ...order, params: { ...order.params, numeroEngagement } };
        }
      }
      return order;
    },
    remarks: async ({ body }) => remarksOf((await insurer()).inspect(body)),
    trust: authorities.trust.igcSante,
  };
}

/** @param signer what is wrong with the certificate that signs its replies */
async function peerOf(
  authorities: Authorities,
  host: string,
  signer?: ServerIdentityDefect,
): Promise<AmcPeer> {
  return amcPeer({
    ...(await insurerParts(authorities, host, systemClock)),
    ...(signer && { signature: await signatureOf(authorities, signer) }),
    seed: loadRocSeed(),
    store: openAmcStore(':memory:'),
    clock: systemClock,
    random: systemRandom,
    journal: new Journal(systemClock),
  });
}

async function signatureOf(authorities: Authorities, signer: ServerIdentityDefect) {
  const { chain, privateKey } = await authorities.replySigners().identity(signer);
  return { certificate: Certificate.parse(Buffer.from(chain[0]!)), privateKey };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What a case about its cancellation needs to have been promised before. */
const ONE_PROMISE = { adherent: '0001001', partAmc: 450_00 } as const;

function daysOfThisYear() {
  const today = systemClock.now().toISOString().slice(0, 10);
  const year = today.slice(0, 4);
  return { debut: `${year}-01-01`, fin: `${year}-12-31`, dateReference: today };
}

function remarksOf(inspection: Inspection): PeerRemark[] {
  const { messageId, tokenId, signer, refusal, observations, problems } = inspection;
  return [
    ...remark('MESSAGE_ID', messageId),
    ...remark('TOKEN_ID', tokenId),
    ...remark('SIGNER', signer),
    ...(refusal ? remark(refusal.code, refusal.message) : []),
    ...observations.flatMap(({ code, message }) => remark(code, message)),
    ...(problems.length > 0 ? remark('SCHEMA', problems.join('; ')) : []),
  ];
}

const remark = (code: string, text: string | undefined): PeerRemark[] =>
  text === undefined ? [] : [{ code, detail: { fr: text, en: text } }];
