import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader, frame, LONGEST_MESSAGE } from './framing.ts';

const messages = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });

test('whatever the pieces that a stream comes in, the messages are the same', () => {
  fc.assert(
    fc.property(messages, fc.array(fc.nat(400)), (sent, cuts) => {
      const stream = Buffer.concat(sent.map((message) => frame(Buffer.from(message))));
      const reader = new FrameReader();
      const received: Buffer[] = [];
      let from = 0;
      for (const cut of [...cuts, stream.length]) {
        received.push(...reader.push(stream.subarray(from, from + cut)));
        from += cut;
      }
      expect(received.map((message) => [...message])).toEqual(sent.map((message) => [...message]));
      expect(reader.within).toBe(false);
    }),
  );
});

test('octets that are no frames end in an error that names the length, or in less than one message kept', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (noise) => {
      const reader = new FrameReader();
      let rest = noise.length;
      try {
        for (const message of reader.push(Buffer.from(noise))) rest -= 4 + message.length;
      } catch (error) {
        expect(error).toMatchObject({ code: 'TPE_FRAME_LENGTH' });
        return;
      }
      expect(reader.within).toBe(rest > 0);
    }),
  );
});

test.each([
  ['no octet', 0, 'TPE_FRAME_LENGTH'],
  ['one octet', 1, undefined],
  ['the longest', LONGEST_MESSAGE, undefined],
  ['one more than the longest', LONGEST_MESSAGE + 1, 'TPE_FRAME_LENGTH'],
  ['the most that four octets say', 0xffffffff, 'TPE_FRAME_LENGTH'],
])('a message of %s', (_name, length, code) => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length);
  const reader = new FrameReader();
  if (code === undefined) {
    expect([...reader.push(head)]).toEqual([]);
    expect(reader.within).toBe(true);
  } else expect(() => [...reader.push(head)]).toThrow(expect.objectContaining({ code }));
});
