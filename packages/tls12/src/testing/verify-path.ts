import { BancError, Certificate, type PathOptions, validatePath } from '@banc-gap/pki';
import type { PeerVerdict, VerifyPeer } from '../engine/options.ts';

/**
 * Judges the peer by path validation (RFC 5280 §6).
 *
 * @param options asked for at each handshake, because time passes and CRLs are replaced
 */
export function verifyPath(options: () => PathOptions): VerifyPeer {
  return (chain) => {
    try {
      return judge(
        chain.map((der) => Certificate.parse(der)),
        options(),
      );
    } catch (error) {
      if (!(error instanceof BancError)) throw error;
      return { accepted: false, alert: 'bad_certificate', reason: error.message };
    }
  };
}

function judge(chain: readonly Certificate[], options: PathOptions): PeerVerdict {
  const result = validatePath(chain, options);
  if (result.valid) return { accepted: true };
  return { accepted: false, alert: result.failure.alert, reason: result.failure.message };
}
