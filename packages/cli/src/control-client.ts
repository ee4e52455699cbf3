import { BancError } from '@banc-gap/pki';
import { z } from 'zod';

/** A control port, or the office of the reference GAP, said no. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  readonly status: number;
  readonly body: unknown;

  constructor(request: string, status: number, body: unknown) {
    super(`${request}: HTTP ${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

const bancError = z.object({ code: z.string(), error: z.string(), next: z.string() });

/** @throws BancError as the service gave it, ControlRefusal, or what kept the port from being reached */
export async function askControl(
  base: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${base}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return answer;
  const said = bancError.safeParse(answer);
  if (said.success) throw new BancError(said.data.code, { message: said.data.error, next: said.data.next });
  throw new ControlRefusal(`${method} ${base}${path}`, response.status, answer);
}
