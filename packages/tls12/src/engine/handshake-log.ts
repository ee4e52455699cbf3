/** The handshake messages of both sides so far, which Finished, CertificateVerify and the session hash are about. */
export class HandshakeLog {
  #bytes = Buffer.allocUnsafe(8192);
  #length = 0;
  #previousLength = 0;

  append(message: Uint8Array): void {
    this.#previousLength = this.#length;
    const length = this.#length + message.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * length);
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(message, this.#length);
    this.#length = length;
  }

  get all(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** All but the last message: what its sender had to sign or hash. */
  get beforeLast(): Buffer {
    return this.#bytes.subarray(0, this.#previousLength);
  }
}
