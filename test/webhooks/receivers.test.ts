import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSecret, signedHeaders } from '../../lambdas/webhooks/signature.ts';
import {
  examples,
  examplesFolder,
  here,
  missing,
  type RunningReceiver,
  startReceiver,
  verdicts,
} from './example-receivers.ts';
import { vectors } from './standard-webhooks-vectors.ts';

const [former, secret] = [newSecret(), newSecret()];

describe.each(here)('the example of a receiver in %s', (language) => {
  let receiver: RunningReceiver;
  beforeAll(async () => {
    receiver = await startReceiver(language, [former, secret]);
  });
  afterAll(() => receiver.stop());

  const post = async (body: object, { by = secret, at = new Date(), says = JSON.stringify(body) } = {}) => {
    const { id } = body as { id: string };
    const headers = signedHeaders(id, JSON.stringify(body), [{ secret: by }], at);
    const { status } = await fetch(receiver.url, { method: 'POST', headers, body: says });
    return status;
  };
  const anEvent = (order: string, place: number, status: string) => ({
    id: `${order}-${place}`,
    type: 'order.changed',
    subject: order,
    sequence: String(place).padStart(10, '0'),
    data: { order: { id: order, status } },
  });
  const knownOf = (order: string) => {
    const { id: _, ...known } = receiver.orders().find(({ id }) => id === order) ?? { id: '' };
    return known;
  };

  it('takes what the libraries of Standard Webhooks take, and refuses what they refuse', async () => {
    const taken = await verdicts(language, vectors);
    expect(vectors.map(({ name }, index) => [name, taken[index]])).toEqual(
      vectors.map(({ name, isTaken }) => [name, isTaken]),
    );
  });

  it('works on each event once, however often it comes, also at once', async () => {
    const [accepted, confirmed] = [anEvent('order-1', 1, 'PENDING'), anEvent('order-1', 2, 'CONFIRMED')];
    const statuses = await Promise.all(
      [accepted, accepted, confirmed, accepted, confirmed, accepted].map((one) => post(one)),
    );
    expect(statuses).toEqual(statuses.map(() => 204));
    expect(knownOf('order-1')).toEqual({ status: 'CONFIRMED', sequence: '0000000002', events: 2 });
  });

  it('never goes back to what was before, in whatever order events come', async () => {
    for (const place of [3, 1, 2]) expect(await post(anEvent('order-2', place, `STATUS-${place}`))).toBe(204);
    expect(knownOf('order-2')).toEqual({ status: 'STATUS-3', sequence: '0000000003', events: 3 });
  });

  it('takes what either of two secrets has signed, while one is replaced', async () => {
    expect(await post(anEvent('order-3', 1, 'PENDING'), { by: former })).toBe(204);
    expect(await post(anEvent('order-3', 2, 'CONFIRMED'), { by: secret })).toBe(204);
    expect(knownOf('order-3')).toMatchObject({ events: 2 });
  });

  it('refuses with 401, and does not work on, what is forged, changed or old', async () => {
    const event = anEvent('order-4', 1, 'CONFIRMED');
    expect(await post(event, { by: newSecret() })).toBe(401);
    expect(await post(event, { says: JSON.stringify({ ...event, id: 'another' }) })).toBe(401);
    expect(await post(event, { at: new Date(Date.now() - 3_600_000) })).toBe(401);
    expect(knownOf('order-4')).toEqual({});
  });

  it('answers no 2xx to what it could not work on, so that it comes again', async () => {
    const event = anEvent('order-5', 1, 'CONFIRMED');
    const status = await post({ ...event, data: {} }).catch(() => 'no answer');
    expect(status).not.toBe(204);
    expect(await post(event)).toBe(204);
    expect(knownOf('order-5')).toMatchObject({ events: 1 });
  });

  it('takes a test event, which is about no order', async () => {
    expect(await post({ id: 'test-1', type: 'webhook.test', subject: 'endpoint-1', data: {} })).toBe(204);
  });
});

describe.each(missing)('the example of a receiver in %s, which cannot be run here', (language) => {
  it('is read only: it compares in constant time, within five minutes, and marks and works in one transaction', async () => {
    const sources = { TypeScript: [], Python: ['verify_webhook.py'], PHP: ['verify-webhook.php'] }[language];
    const text = (await Promise.all([examples[language].file, ...sources].map(sourceOf))).join('\n');
    for (const part of [
      /hash_equals|compare_digest|verifyWebhook/,
      /300|verifyWebhook/,
      /INSERT OR IGNORE INTO worked_on/,
    ]) {
      expect(text).toMatch(part);
    }
  });
});

describe('the example receivers', () => {
  it('keep their book by the same statement', async () => {
    const statements = await Promise.all(
      Object.values(examples).map(async ({ file }) => {
        const [statement = ''] = /INSERT INTO orders[^`'"]+/.exec(await sourceOf(file)) ?? [];
        return statement.replaceAll(/\s+/g, ' ').trim();
      }),
    );
    expect(new Set(statements).size).toBe(1);
    expect(statements[0]).toContain('ON CONFLICT (id) DO UPDATE');
  });
});

function sourceOf(file: string): Promise<string> {
  return readFile(join(examplesFolder, file), 'utf8');
}
