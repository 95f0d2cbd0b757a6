import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidNotification } from '../../lambdas/payments/payment-errors.ts';
import { signNotification, toleranceSeconds, verifySignature } from '../../lambdas/payments/signed-notification.ts';

const secret = 'whsec-test';
const signedAt = 1_795_435_200;
const now = new Date(signedAt * 1000);
const body = Buffer.from('{"id":"evt-1","orderId":"x"}');
const signature = signNotification(body, secret, signedAt);
const digest = signature.split('v1=')[1] ?? '';

describe('a signature', () => {
  it('is the HMAC-SHA256 of timestamp, point and body, as card processors write it', () => {
    // openssl dgst -sha256 -hmac whsec-test, over `1795435200.{"id":"evt-1","orderId":"x"}`
    expect(signature).toMatch(/^t=1795435200,v1=[0-9a-f]{64}$/);
    expect(signature).toBe('t=1795435200,v1=77197b79b63600a1d27aa04cb17f1730e37f84798d712f1433d2e9907bb7386c');
  });

  it('verifies for any bytes, secret and time that it was made for', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.integer({ min: 0, max: 2 ** 32 }), (bytes, key, timestamp) => {
        const raw = Buffer.from(bytes);

        verifySignature(signNotification(raw, key, timestamp), raw, key, new Date(timestamp * 1000));
      }),
    );
  });

  it('refuses any flipped bit of the body', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat(7), (bytes, position, bit) => {
        const raw = Buffer.from(bytes);
        const signed = signNotification(raw, secret, signedAt);
        const index = position % raw.length;
        raw[index] = (raw[index] ?? 0) ^ (1 << bit);

        expect(() => verifySignature(signed, raw, secret, now)).toThrow(InvalidNotification);
      }),
    );
  });

  it('refuses any flipped bit of the digest', () => {
    fc.assert(
      fc.property(fc.nat(31), fc.nat(7), (index, bit) => {
        const bytes = Buffer.from(digest, 'hex');
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        const forged = `t=${signedAt},v1=${bytes.toString('hex')}`;

        expect(() => verifySignature(forged, body, secret, now)).toThrow('does not verify');
      }),
    );
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['garbage', 'garbage'],
    ['without a timestamp', `v1=${digest}`],
    ['without a digest', `t=${signedAt}`],
    ['with an empty digest', `t=${signedAt},v1=`],
    ['with a shortened digest', `t=${signedAt},v1=${digest.slice(0, 62)}`],
    ['with a longer digest', `t=${signedAt},v1=${digest}00`],
    ['with a digest that is not hexadecimal', `t=${signedAt},v1=${'z'.repeat(64)}`],
    ['of an older scheme', `t=${signedAt},v0=${digest}`],
    ['with another timestamp', `t=${signedAt + 1},v1=${digest}`],
    ['with a timestamp in words', `t=now,v1=${digest}`],
    ['with a fractional timestamp', `t=${signedAt}.5,v1=${digest}`],
    ['made for a time that is none', signNotification(body, secret, Number.NaN)],
    ['made with another secret', signNotification(body, 'other', signedAt)],
    ['made with no secret', signNotification(body, '', signedAt)],
  ])('is refused when it is %s', (_case, header) => {
    expect(() => verifySignature(header, body, secret, now)).toThrow(InvalidNotification);
  });

  it.each([
    ['at the tolerance, late', toleranceSeconds],
    ['at the tolerance, early', -toleranceSeconds],
    ['in time', 0],
  ])('is taken %s', (_case, seconds) => {
    verifySignature(signature, body, secret, new Date((signedAt + seconds) * 1000));
  });

  it.each([
    ['past the tolerance, late', toleranceSeconds + 1],
    ['past the tolerance, early', -toleranceSeconds - 1],
  ])('is refused %s', (_case, seconds) => {
    expect(() => verifySignature(signature, body, secret, new Date((signedAt + seconds) * 1000))).toThrow(
      'out of its time',
    );
  });

  it.each([
    ['first', `t=${signedAt},v1=${digest},v1=${'0'.repeat(64)}`],
    ['last, with spaces', `t=${signedAt}, v1=${'0'.repeat(64)}, v1=${digest}`],
    ['among other schemes', `v0=${'0'.repeat(64)},t=${signedAt},v1=abc,v1=${digest}`],
  ])('fits when one of several does: %s', (_case, header) => {
    verifySignature(header, body, secret, now);
  });
});
