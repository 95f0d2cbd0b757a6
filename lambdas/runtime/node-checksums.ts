import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

/*
 * Stands in, at bundling time, for the SDK's checksums, which bring SHA-256 and MD5 in JavaScript for runtimes that have
 * no other: 5 KB of every bundle. Node has them; MD5 is asked for by no client that we bundle.
 */

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, keyed where a secret is given; as the SDK asks for it, what was read so far can be asked for at any time. */
export class Sha256 {
  readonly #secret: Bytes | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Bytes) {
    this.#secret = secret;
    this.#hash = this.#begun();
  }

  update(bytes: Bytes): void {
    this.#hash.update(asBuffer(bytes));
  }

  async digest(): Promise<Uint8Array> {
    // A keyed one cannot be copied, and is asked for once.
    const hash = 'copy' in this.#hash ? this.#hash.copy() : this.#hash;
    return new Uint8Array(hash.digest());
  }

  reset(): void {
    this.#hash = this.#begun();
  }

  #begun(): Hash | Hmac {
    const secret = this.#secret;
    return secret === undefined ? createHash('sha256') : createHmac('sha256', asBuffer(secret));
  }
}

function asBuffer(bytes: Bytes): Uint8Array {
  if (typeof bytes === 'string') return Buffer.from(bytes);
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
