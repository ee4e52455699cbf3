import { join } from 'node:path';
import { freePort } from '@banc-gap/cli';
import type { StackBench } from './bench.ts';
import { commandLine, type ForeignServer, type Options, Program, serverAt } from './program.ts';

/**
 * TLS 1.2 with 0xC028, 0xC030 and 0xC02F: NORMAL has TLS 1.0 and static RSA, and no HMAC-SHA384. PROFILE_MEDIUM wants RSA keys
 * of 2048 bits.
 */
const PRIORITY =
  'NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ECDHE-RSA:-CIPHER-ALL:+AES-256-CBC:+AES-256-GCM:+AES-128-GCM:-MAC-ALL:+SHA384:+AEAD:%PROFILE_MEDIUM';

/** The options of a right `gnutls-serv`. */
export function rightOptions({ kit }: StackBench): Options {
  return {
    '--http': true,
    '--x509certfile': join(kit, 'diapason-tpe-server/fullchain.pem'),
    '--x509keyfile': join(kit, 'diapason-tpe-server/key.pem'),
    '--priority': PRIORITY,
    '--require-client-cert': true,
    '--verify-client-cert': true,
    '--x509cafile': join(kit, 'trust/tpe.pem'),
    '--x509crlfile': join(kit, 'crl/tpe.pem'),
    '--noticket': true,
    '--nodb': true,
  };
}

/** Starts `gnutls-serv`, which answers GET only. */
export async function startGnutls(options: Options): Promise<ForeignServer> {
  const port = await freePort();
  const program = new Program('gnutls-serv', commandLine({ ...options, '--port': `${port}` }));
  await program.says(/listening on IPv4 .*done/);
  return serverAt(port, program);
}
