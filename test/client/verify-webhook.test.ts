import { createHmac, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { verifyWebhook, WebhookRefused } from 'order-confirmation-client';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { published as vector, vectors } from '../webhooks/standard-webhooks-vectors.ts';

const {
  body,
  headers: published,
  secrets: [secret],
} = vector;
const now = new Date(vector.now * 1000);

async function reason(delivery: Parameters<typeof verifyWebhook>[0]) {
  const error = await verifyWebhook(delivery).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error === undefined || error instanceof WebhookRefused) return error?.reason;
  throw error;
}

describe('a delivery', () => {
  it.each(vectors)('as the libraries of Standard Webhooks test it is taken, or refused: $name', async (vector) => {
    const { headers, body, secrets, isTaken } = vector;
    const why = await reason({ headers, body, secret: secrets, now: new Date(vector.now * 1000) });
    expect(why === undefined).toBe(isTaken);
  });

  it('of the published vector is taken, from a string, from bytes, with any kind of headers', async () => {
    const bytes = new TextEncoder().encode(body);
    for (const headers of [published, new Headers(published)]) {
      expect(await verifyWebhook({ headers, body, secret, now })).toEqual({ test: 2432232314 });
      expect(await verifyWebhook({ headers, body: bytes, secret, now })).toEqual({ test: 2432232314 });
    }
  });

  it('that the reference library signed is taken, whatever is in it, and the other way round', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.jsonValue(),
        fc.uuid(),
        async (key, value, id) => {
          const reference = new Webhook(Buffer.from(key).toString('base64'));
          const text = JSON.stringify(value);
          const at = new Date();
          const headers = {
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
            'webhook-signature': reference.sign(id, at, text),
          };
          expect(
            await verifyWebhook({ headers, body: text, secret: `whsec_${Buffer.from(key).toString('base64')}` }),
          ).toEqual(reference.verify(text, headers));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is taken by one of several signatures, and by one of two secrets while one is rotated', async () => {
    const other = `v1,${randomBytes(32).toString('base64')}`;
    const headers = { ...published, 'webhook-signature': `v1a,abc ${other} ${published['webhook-signature']}` };
    expect(await reason({ headers, body, secret, now })).toBeUndefined();
    const replaced = `whsec_${randomBytes(24).toString('base64')}`;
    expect(await reason({ headers: published, body, secret: [replaced, secret], now })).toBeUndefined();
    expect(await reason({ headers: published, body, secret: replaced, now })).toBe('WRONG_SIGNATURE');
  });

  it('is taken within five minutes of its time, either way', async () => {
    const at = (seconds: number) =>
      reason({ headers: published, body, secret, now: new Date(now.getTime() + seconds * 1000) });
    expect(await Promise.all([-301, -300, 300, 301].map(at))).toEqual(['TOO_NEW', undefined, undefined, 'TOO_OLD']);
  });

  it.each(Object.keys(published))('without %s is malformed', async (name) => {
    expect(await reason({ headers: { ...published, [name]: undefined }, body, secret, now })).toBe('MALFORMED');
  });

  it.each(['', '-1', '1614265330.5', '0x60', '1e9', 'NaN'])('of the time %j is malformed', async (timestamp) => {
    expect(await reason({ headers: { ...published, 'webhook-timestamp': timestamp }, body, secret, now })).toBe(
      'MALFORMED',
    );
  });

  it('that is signed but no JSON is malformed', async () => {
    const sign = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'));
    const signature = sign
      .update(`${published['webhook-id']}.${published['webhook-timestamp']}.nonsense`)
      .digest('base64');
    const headers = { ...published, 'webhook-signature': `v1,${signature}` };
    expect(await reason({ headers, body: 'nonsense', secret, now })).toBe('MALFORMED');
  });

  it('that was worked on already is refused as such, but only once it is sure who sent it', async () => {
    const isKnown = async (id: string) => id === published['webhook-id'];
    expect(await reason({ headers: published, body, secret, now, isKnown })).toBe('REPEATED');
    expect(await reason({ headers: published, body: '{}', secret, now, isKnown })).toBe('WRONG_SIGNATURE');
  });

  it('cannot be checked with a secret that is none', async () => {
    await expect(verifyWebhook({ headers: published, body, secret: 'whsec_', now })).rejects.toThrow('not base64');
  });
});

describe('10,000 forged or replayed deliveries', () => {
  const flipped = (text: string, at: number) => {
    const bytes = Buffer.from(text);
    const index = at % bytes.length;
    bytes[index] = (bytes[index] ?? 0) ^ (1 + (at % 127));
    return bytes.toString('latin1');
  };
  const signature = Buffer.from(published['webhook-signature'].slice(3), 'base64');
  /** What an attacker who has seen one delivery may send. */
  const forgeries: readonly ((n: number) => Partial<Parameters<typeof verifyWebhook>[0]>)[] = [
    (n) => ({ body: flipped(body, n) }),
    (n) => ({ body: `${body}${' '.repeat(1 + n)}` }),
    (n) => ({ headers: { ...published, 'webhook-id': `msg_${n}` } }),
    (n) => ({ headers: { ...published, 'webhook-timestamp': String(1614265331 + (n % 250)) } }),
    () => ({ headers: { ...published, 'webhook-signature': `v1,${randomBytes(32).toString('base64')}` } }),
    (n) => {
      const bytes = Buffer.from(signature);
      const index = n % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ (1 + (n % 255));
      return { headers: { ...published, 'webhook-signature': `v1,${bytes.toString('base64')}` } };
    },
    (n) => ({
      headers: { ...published, 'webhook-signature': `v1,${signature.subarray(0, n % 32).toString('base64')}` },
    }),
    () => ({ headers: { ...published, 'webhook-signature': published['webhook-signature'].replace('v1,', 'v2,') } }),
    (n) => ({ now: new Date(now.getTime() + (301 + n) * 1000) }),
    () => ({ isKnown: () => true }),
  ];

  it.each(forgeries.map((forge, index) => [index, forge] as const))(
    'are refused, a thousand of kind %i',
    async (_, forge) => {
      const outcomes = await Promise.all(
        Array.from({ length: 1000 }, (_, n) => reason({ headers: published, body, secret, now, ...forge(n) })),
      );
      expect(outcomes).toHaveLength(1000);
      expect(outcomes).not.toContain(undefined);
    },
  );
});
