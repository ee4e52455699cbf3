import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { files, serve, serveConnection } from './node-process.ts';
import { CIPHER } from './server.ts';

const read = (file: string) => readFileSync(join(files.kit, file), 'utf8');

serve(
  createServer(
    {
      key: read('diapason-tpe-server/key.pem'),
      cert: read('diapason-tpe-server/fullchain.pem'),
      ca: read('trust/tpe.pem'),
      // Of each entry Node reads the first CRL only.
      crl: readFileSync(files.crls, 'utf8')
        .split(/(?<=-----END X509 CRL-----\n)/)
        .filter((pem) => pem.trim() !== ''),
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: CIPHER,
      ecdhCurve: 'prime256v1',
      // Without tickets and with no store for session ids, nothing is resumed.
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    serveConnection,
  ),
);
