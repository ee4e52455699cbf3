import fc from 'fast-check';

/** The file with a few octets changed, cut off somewhere or not. */
export function altered(original: Buffer): fc.Arbitrary<Buffer> {
  const change = fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }));
  const length = fc.option(fc.nat(original.length), { nil: original.length });
  return fc.tuple(fc.array(change, { maxLength: 3 }), length).map(([changes, end]) => {
    const bytes = Buffer.from(original);
    for (const [at, mask] of changes) bytes[at]! ^= mask;
    return bytes.subarray(0, end);
  });
}
