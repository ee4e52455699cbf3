import { join } from 'node:path';
import { CIPHERS, type StackBench } from './bench.ts';
import { commandLine, type ForeignServer, type Options, Program, serverAt } from './program.ts';

/** The options of a right `openssl s_server`. */
export function rightOptions({ kit, joined }: StackBench): Options {
  return {
    '-accept': '127.0.0.1:0',
    '-www': true,
    '-cert': join(kit, 'diapason-tpe-server/cert.pem'),
    '-key': join(kit, 'diapason-tpe-server/key.pem'),
    '-cert_chain': join(kit, 'diapason-tpe-server/chain.pem'),
    '-min_protocol': 'TLSv1.2',
    '-max_protocol': 'TLSv1.2',
    '-cipher': CIPHERS,
    '-Verify': '3',
    // Without it s_server notes what is wrong with a certificate and goes on.
    '-verify_return_error': true,
    // -CRL reads the first CRL of a file only; -CAfile reads them all.
    '-CAfile': joined('trust/tpe.pem', 'crl/tpe.pem'),
    '-crl_check_all': true,
    '-no_ticket': true,
    '-no_cache': true,
  };
}

/** Starts `openssl s_server`, which serves one connection at a time. */
export async function startOpenssl(options: Options): Promise<ForeignServer> {
  const program = new Program('openssl', ['s_server', ...commandLine(options)]);
  const [, port] = await program.says(/^ACCEPT .*:(\d+)$/m);
  return serverAt(Number(port), program);
}
