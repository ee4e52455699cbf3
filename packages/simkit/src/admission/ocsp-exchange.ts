import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { BancError } from '@banc-gap/pki';
import { harmlessAddress } from '../address.ts';
import { simkitErrors } from '../errors.ts';

/** Octets; an answer with its responder's certificate has some 2000. */
const LONGEST_ANSWER = 65_536;

/**
 * Sends an OCSP request by POST (RFC 6960 appendix A) and gives back what comes, whatever it is.
 *
 * @throws BancError SIMKIT_OCSP_UNREACHABLE, or where the responder is none that the bench may talk to
 */
export async function exchangeOcsp(responder: string, question: Buffer, timeoutMs: number): Promise<Buffer> {
  const unreachable = (reason: string, cause?: unknown) =>
    simkitErrors.error('SIMKIT_OCSP_UNREACHABLE', { responder, reason }, { cause });
  const url = URL.parse(responder);
  if (url?.protocol !== 'http:') throw unreachable('it is no http URL');
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const sent = request({
      method: 'POST',
      host: await Promise.race([harmlessAddress(url), aborted(signal)]),
      port: url.port || 80,
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        'content-type': 'application/ocsp-request',
        'content-length': question.length,
      },
      signal,
    });
    sent.end(question);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw unreachable(`it answers with HTTP status ${answer.statusCode}`);
    }
    return await bodyOf(answer);
  } catch (cause) {
    if (cause instanceof BancError) throw cause;
    if (signal.aborted) throw unreachable(`none came within ${timeoutMs} ms`, cause);
    const { code, message } = cause as NodeJS.ErrnoException;
    throw unreachable(code ?? message, cause);
  }
}

/** Looking up a name takes no signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Error(`the answer has more than ${LONGEST_ANSWER} octets`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
