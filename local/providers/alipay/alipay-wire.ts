import { sign, verify } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import * as wallet from '../wallet-wire.ts';

/**
 * How Alipay signs, verifies and packs: the other side of what the service does, written on its own so that both sides
 * cannot share a mistake.
 */
export interface AlipayKeys {
  readonly appId: string;
  readonly sellerId: string;
  readonly appPrivateKey: string;
  readonly appPublicKey: string;
  readonly alipayPrivateKey: string;
  readonly alipayPublicKey: string;
}

/** New test keys of an app and of Alipay. */
export function generateKeys(): AlipayKeys {
  const app = wallet.rsaKeys();
  const alipay = wallet.rsaKeys();
  return {
    appId: '2021000000000001',
    sellerId: '2088000000000001',
    appPrivateKey: app.privateKey,
    appPublicKey: app.publicKey,
    alipayPrivateKey: alipay.privateKey,
    alipayPublicKey: alipay.publicKey,
  };
}

/** True when a request's parameters bear the app's signature. */
export function isSignedByApp({ sign: signature = '', ...rest }: Record<string, string>, keys: AlipayKeys): boolean {
  return verify('sha256', Buffer.from(inOrder(rest)), keys.appPublicKey, Buffer.from(signature, 'base64'));
}

/**
 * An answer's text: the content, in the very letters that are signed, and the signature after it. Slashes are escaped.
 */
export function signedAnswer(name: string, content: object, keys: AlipayKeys): string {
  const text = JSON.stringify(content).replaceAll('/', '\\/');
  return `{"${name}":${text},"sign":"${signatureOf(text, keys)}"}`;
}

/** A notification's form: its fields, and the signature of all but `sign_type`. */
export function signedForm(
  fields: Record<string, string>,
  keys: AlipayKeys,
  algorithm: 'RSA2' | 'RSA' = 'RSA2',
): string {
  const signature = signatureOf(inOrder(fields), keys, algorithm === 'RSA2' ? 'sha256' : 'sha1');
  return new URLSearchParams({ ...fields, sign_type: algorithm, sign: signature }).toString();
}

/** A time as Alipay writes it, in China's. */
export function chinaTime(date: Date): string {
  return wallet.chinaTime(date).replace('T', ' ');
}

/** A zip archive of deflated files, with names and texts in the encoding of Alipay's bills. */
export function billArchive(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [fileName, text] of Object.entries(files)) {
    const name = gbk(fileName);
    const content = gbk(text);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name]));
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06'), end]);
}

function inOrder(fields: Record<string, string>): string {
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  filled.sort(([one], [other]) => (one < other ? -1 : 1));
  return filled.map(([name, value]) => `${name}=${value}`).join('&');
}

function signatureOf(text: string, { alipayPrivateKey }: AlipayKeys, digest = 'sha256'): string {
  return sign(digest, Buffer.from(text), alipayPrivateKey).toString('base64');
}

let letters: Map<string, readonly number[]> | undefined;

/** Node decodes this encoding but does not encode it: the table is made by decoding every pair of bytes. */
function gbk(text: string): Buffer {
  if (letters === undefined) {
    letters = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let first = 0x81; first <= 0xfe; first++) {
      for (let second = 0x40; second <= 0xfe; second++) {
        const letter = decoder.decode(Uint8Array.of(first, second));
        if (letter.length === 1 && !letters.has(letter)) letters.set(letter, [first, second]);
      }
    }
  }
  const table = letters;
  return Buffer.from(Array.from(text, (letter) => table.get(letter) ?? [letter.charCodeAt(0)]).flat());
}
