/** Writes the presentation language of RFC 5246 §4. */

export function uint8(value: number): Buffer {
  return Buffer.of(value);
}

export function uint16(value: number): Buffer {
  return Buffer.of((value >> 8) & 0xff, value & 0xff);
}

export function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
}

export function vector8(...content: readonly Uint8Array[]): Buffer {
  return vector(1, content);
}

export function vector16(...content: readonly Uint8Array[]): Buffer {
  return vector(2, content);
}

export function vector24(...content: readonly Uint8Array[]): Buffer {
  return vector(3, content);
}

export function codes16(codes: readonly number[]): Buffer {
  return vector16(...codes.map(uint16));
}

function vector(lengthOctets: 1 | 2 | 3, content: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of content) length += part.length;
  const octets = Buffer.allocUnsafe(lengthOctets + length);
  let offset = octets.writeUIntBE(length, 0, lengthOctets);
  for (const part of content) {
    octets.set(part, offset);
    offset += part.length;
  }
  return octets;
}
