import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** An order's number at a Chinese wallet: its id without dashes. */
export function numberOf(orderId: string): string {
  return orderId.replaceAll('-', '');
}

/** The id of the order with this number; a number that is none of an order stays as it is. */
export function orderIdOf(number: string): string {
  return number.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A time in China without its offset, ISO 8601 to the second. */
export function chinaTime(date: Date): string {
  return new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 19);
}

/** Fen in yuan, as texts have it. */
export function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** So many digits, by chance. */
export function digits(count: number): string {
  return Array.from(randomBytes(count), (byte) => byte % 10).join('');
}

/** A new key pair in PEM. */
export function rsaKeys(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** What a JSON text says, or nothing where it is none. */
export function jsonObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
