import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Authorities, kitMaterial } from '@banc-gap/mock-igc-sante';
import { Certificate, CrlSet, validatePath } from '@banc-gap/pki';
import { createTls12Server, type Tls12Server, type TlsConnection } from '@banc-gap/tls12';
import { fqdn } from '../judge-gap.ts';

/** What a GAP does with a terminal once the handshake is done; `welcome`: its certificate is right. */
export type Manners = (connection: TlsConnection, welcome: boolean, server: Tls12Server) => void;

export interface OddGap extends AsyncDisposable {
  readonly port: number;
}

/** A GAP that finishes every handshake with a certificate, and has manners of its own afterwards. */
export async function oddGap(authorities: Authorities, manners: Manners): Promise<OddGap> {
  const { certificate, chain, privateKey } = (await kitMaterial(authorities, fqdn, ['diapason-tpe-server']))[
    'diapason-tpe-server'
  ];
  const crls = new CrlSet(authorities.crls().tpe);
  const isWelcome = (sent: readonly Buffer[]): boolean => {
    const presented = sent.map((der) => Certificate.parse(der));
    const trustAnchors = authorities.trust.tpe;
    return validatePath(presented, { trustAnchors, crls, at: new Date(), purpose: 'clientAuth' }).valid;
  };
  const server = createTls12Server(
    {
      identity: {
        chain: [certificate, ...chain.slice(0, -1)].map(({ der }) => der),
        privateKey: privateKey!,
      },
      clientCertificate: 'require',
      verifyPeer: () => ({ accepted: true }),
    },
    (connection) => {
      connection.on('error', () => undefined); // the terminal leaves as it likes
      connection.once('data', () => manners(connection, isWelcome(connection.peerChain), server));
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An HTTP answer that ends the connection. */
export function httpAnswer(status: number, body: string): string {
  return `HTTP/1.1 ${status} \r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
}
