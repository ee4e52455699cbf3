import { readFileSync } from 'node:fs';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import type { Credential } from '@banc-gap/pki';
import {
  type AmcServiceOptions,
  loadRocSeed,
  openAmcStore,
  readDirectory,
  startAmc,
  startAnnuaire,
} from '@banc-gap/sim-amc';
import { openDp, startDp } from '@banc-gap/sim-dp';
import { openPsp, type PspServiceOptions, startPsp } from '@banc-gap/sim-psp';
import { Journal, type RunningService, systemClock } from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import type { TypeName } from './certificates.ts';
import type { Request } from './stacks.ts';

export interface RunningCounterpart extends RunningService {
  readonly port: number;
}

export interface Setting {
  readonly authorities: Authorities;
  readonly identity: Identity;
  /** Signs what the insurer replies. */
  readonly service: Credential;
  readonly journal?: Journal;
  /** Of the provider. */
  readonly revocation?: PspServiceOptions['revocation'];
  /** Of the insurer. */
  readonly clientAuth?: AmcServiceOptions['clientAuth'];
}

/** Whom a GAP connects to. */
export interface Counterpart {
  /** The name in the certificate that is right. */
  readonly fqdn: string;
  readonly server: TypeName;
  readonly client: TypeName;
  /** Of the kit: what is in trust/ and in crl/. */
  readonly trust: string;
  readonly crl: string;
  readonly request: Request;
  start(setting: Setting): Promise<RunningCounterpart>;
}

const trustOf = (authorities: Authorities) => ({
  trustAnchors: () => authorities.trust.igcSante,
  intermediates: () => authorities.intermediates.igcSante,
  crls: () => authorities.crls().igcSante,
});

const soap = (version: string, path: string, body: string, status: number): Request => ({
  method: 'POST',
  path,
  type: version,
  body,
  status,
});

const search = readFileSync(new URL('../annuaire/search.xml', import.meta.url), 'utf8');
/** It has no token, which is answered with a fault: the certificate of the connection was accepted before. */
const noToken =
  '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header/><soap:Body/></soap:Envelope>';

export const COUNTERPARTS = {
  provider: {
    fqdn: 'psp.banc.test',
    server: 'Geotrust',
    client: 'ORG AUTH_CLI',
    trust: 'psp',
    crl: 'psp',
    request: { method: 'GET', path: '/diapason/v1/self/settlements', type: 'application/json', status: 200 },
    async start({ authorities, identity, revocation }) {
      const psp = openPsp({ file: ':memory:' });
      return startPsp({ psp, identity, trust: trustOf(authorities), port: 0, revocation });
    },
  },
  annuaire: {
    fqdn: 'annuaire.banc.test',
    server: 'IGC OSI, AC-SERVEUR',
    client: 'ORG AUTH_CLI',
    trust: 'amc-tls',
    crl: 'amc',
    request: soap('text/xml; charset=utf-8', '/', search, 200),
    async start({ authorities, identity }) {
      return startAnnuaire({ directory: readDirectory(), identity, trust: trustOf(authorities), port: 0 });
    },
  },
  AMC: {
    fqdn: 'amc.banc.test',
    server: 'IGC OSI, AC-SERVEUR',
    client: 'ORG AUTH_CLI',
    trust: 'amc-tls',
    crl: 'amc',
    request: soap('application/soap+xml; charset=utf-8', '/roc/idb', noToken, 400),
    async start({ authorities, identity, service, clientAuth, journal = new Journal(systemClock) }) {
      return startAmc({
        seed: loadRocSeed(),
        store: openAmcStore(':memory:'),
        identity,
        signature: { certificate: service.certificate, privateKey: service.privateKey! },
        trust: trustOf(authorities),
        journal,
        port: 0,
        ...(clientAuth && { clientAuth }),
      });
    },
  },
  DP: {
    fqdn: 'dp.banc.test',
    server: 'SSL_SERVEUR',
    client: 'PRO AUTH',
    trust: 'igc-sante',
    crl: 'igc-sante',
    request: {
      method: 'POST',
      path: '/dp/v1/consultations',
      type: 'application/json',
      body: JSON.stringify({ ins: '180019999900168', oid: '1.2.250.1.213.1.4.10' }),
      status: 200,
    },
    async start({ authorities, identity }) {
      return startDp({ dp: openDp({ file: ':memory:' }), identity, trust: trustOf(authorities), port: 0 });
    },
  },
} as const satisfies Readonly<Record<string, Counterpart>>;
export type CounterpartName = keyof typeof COUNTERPARTS;
export const COUNTERPART_NAMES = Object.keys(COUNTERPARTS) as readonly CounterpartName[];

export const identityOf = ({ certificate, chain, privateKey }: Credential): Identity => ({
  chain: [certificate, ...chain.slice(0, -1)].map(({ der }) => der),
  privateKey: privateKey!,
});
