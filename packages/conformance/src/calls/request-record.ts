import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { PeerRemark } from '../ports.ts';

/** A request of the GAP, and the answer to it. */
export interface RecordedRequest {
  /** On which connection of the attempt, from 0. */
  readonly connection: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent, transfer coding aside. */
  readonly body: Buffer;
  /** Absent where the connection ended before. */
  readonly answer?: {
    readonly status: number;
    readonly body: Buffer;
    /** It was made, and the connection cut instead of sending it. */
    readonly lost: boolean;
  };
}

export interface SeenRequest extends RecordedRequest {
  readonly remarks: readonly PeerRemark[];
}

/** Keeps one request and its answer while they pass. */
export class RequestRecord {
  readonly #request: IncomingMessage;
  readonly #connection: number;
  readonly #body: Buffer[] = [];
  #answer: RecordedRequest['answer'];

  /**
   * @param request one whose body nobody has begun to read
   * @param loses whether the connection is cut instead of sending the answer
   * @param answered called when the answer is made
   */
  constructor(
    {
      request,
      response,
      connection,
    }: { request: IncomingMessage; response: ServerResponse; connection: number },
    loses: boolean,
    answered: () => void,
  ) {
    this.#request = request;
    this.#connection = connection;
    tap(request, 'push', (chunk) => this.#body.push(chunk));
    const sent: Buffer[] = [];
    tap(response, 'write', (chunk) => sent.push(chunk), loses);
    const end = response.end.bind(response);
    response.end = ((...given: Parameters<typeof end>) => {
      const [last] = given;
      if (isOctets(last)) sent.push(Buffer.from(last));
      this.#answer = { status: response.statusCode, body: Buffer.concat(sent), lost: loses };
      if (loses) request.socket.destroy();
      else end(...given);
      answered();
      return response;
    }) as typeof response.end;
  }

  get answered(): boolean {
    return this.#answer !== undefined;
  }

  get content(): RecordedRequest {
    const { method = '', url: path = '', headers } = this.#request;
    return {
      connection: this.#connection,
      method,
      path,
      headers,
      body: Buffer.concat(this.#body),
      ...(this.#answer && { answer: this.#answer }),
    };
  }
}

type Passing = (chunk: unknown, ...others: unknown[]) => boolean;

/** Has a method tell of the octets that it is given; `instead`: and do nothing else. */
function tap<Name extends 'push' | 'write'>(
  stream: { [Method in Name]: (...given: never[]) => boolean },
  name: Name,
  tell: (octets: Buffer) => void,
  instead = false,
): void {
  const method = (stream[name] as Passing).bind(stream);
  const tapped: Passing = (chunk, ...others) => {
    if (isOctets(chunk)) tell(Buffer.from(chunk));
    return instead || method(chunk, ...others);
  };
  stream[name] = tapped as (typeof stream)[Name];
}

function isOctets(chunk: unknown): chunk is string | Uint8Array<ArrayBuffer> {
  return typeof chunk === 'string' || chunk instanceof Uint8Array;
}
