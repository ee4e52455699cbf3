/** The bench's own TLS endpoint on 0xC028 with the files of testpki; prints its port. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Certificate, Crl, CrlSet, validatePath } from '@banc-gap/pki';
import { createTls12Server, TicketKeys } from '@banc-gap/tls12';

const folder = process.argv[2]!;
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const trustAnchors = Certificate.parseAll(read('ca.pem'));
const crls = new CrlSet([Crl.parse(read('crl.pem'))]);

const server = createTls12Server(
  {
    identity: {
      chain: Certificate.parseAll(read('server/fullchain.pem')).map(({ der }) => der),
      privateKey: createPrivateKey(read('server/key.pem')),
    },
    cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
    clientCertificate: 'require',
    tickets: new TicketKeys(),
    verifyPeer(chain) {
      const presented = chain.map((der) => Certificate.parse(der));
      const result = validatePath(presented, { trustAnchors, at: new Date(), purpose: 'clientAuth', crls });
      if (result.valid) return { accepted: true, publicKey: presented[0]!.publicKey };
      return { accepted: false, alert: result.failure.alert, reason: result.failure.message };
    },
  },
  (connection) => connection.on('error', () => undefined).resume(),
);
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
