import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Certificate, Crl, CrlSet, SignatureCache, validatePath } from '@banc-gap/pki';
import { createTls12Server, type VerifyPeer } from '@banc-gap/tls12';
import { files, serve, serveConnection } from './node-process.ts';

const read = (file: string) => readFileSync(join(files.kit, file), 'utf8');

const crls = new CrlSet(
  readFileSync(files.crls, 'utf8')
    .split(/(?<=-----END X509 CRL-----\n)/)
    .filter((pem) => pem.trim() !== '')
    .map((pem) => Crl.parse(pem)),
);
const trustAnchors = Certificate.parseAll(read('trust/tpe.pem'));
const signatures = new SignatureCache();

const verifyPeer: VerifyPeer = (chain) => {
  const presented = chain.map((der) => signatures.read(der));
  const result = validatePath(presented, {
    trustAnchors,
    at: new Date(),
    purpose: 'clientAuth',
    crls,
    signatures,
  });
  if (result.valid) return { accepted: true, publicKey: presented[0]!.publicKey };
  return { accepted: false, alert: result.failure.alert, reason: result.failure.message };
};

serve(
  createTls12Server(
    {
      identity: {
        chain: Certificate.parseAll(read('diapason-tpe-server/fullchain.pem')).map(({ der }) => der),
        privateKey: createPrivateKey(read('diapason-tpe-server/key.pem')),
      },
      cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
      groups: ['P-256'],
      clientCertificate: 'require',
      verifyPeer,
    },
    serveConnection,
  ),
);
