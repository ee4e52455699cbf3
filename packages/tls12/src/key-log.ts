/** One line of NSS's key log format, with which Wireshark decrypts a capture. */
export function keyLogLine(clientRandom: Buffer, masterSecret: Buffer): string {
  return `CLIENT_RANDOM ${clientRandom.toString('hex')} ${masterSecret.toString('hex')}`;
}
