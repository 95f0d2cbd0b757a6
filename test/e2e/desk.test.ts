import { randomUUID } from 'node:crypto';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { signIn } from '../../local/identity/sign-in.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { invoke } from './cloud.ts';
import { eventually } from './eventually.ts';
import { accepted, call, ended, visit } from './storefront.ts';

const { apiUrl, endpoint, issuer } = inject('service');

/** Calls what a schedule calls. @returns what it answers */
async function run(functionOutput: string, event: object = {}): Promise<unknown> {
  const { result, error } = await invoke(functionOutput, event);
  expect(error).toBeUndefined();
  return result;
}

describe('the overview', () => {
  it('counts what was confirmed and how soon, and names an alarm that rings and what to do', async () => {
    const cloudWatch = new CloudWatchClient(clientSettings(endpoint));
    const become = (StateValue: 'ALARM' | 'OK') =>
      cloudWatch.send(
        new SetAlarmStateCommand({
          AlarmName: 'order-confirmation-dev-SmsSpending',
          StateValue,
          StateReason: 'a test',
        }),
      );
    const sku = await onSale();
    await ended(await accepted(anOrderOf(sku)));
    const { accessToken: token } = await signIn(issuer, 'oscar');

    await eventually('the overview', async () => {
      await become('ALARM');
      const { body } = await call('GET', '/operations/overview', { token });
      const { day, confirmation, alarms } = body as {
        day: { confirmed: number[]; p95: (number | null)[] };
        confirmation: { p50?: number };
        alarms: { name: string; description: string }[];
      };
      const rings = alarms.find(({ name }) => name === 'SmsSpending');
      // The half hour in which it was confirmed may be over by now.
      const isCounted = day.confirmed.slice(-2).some((orders) => orders > 0);
      const isMeasured = day.p95.slice(-2).some((milliseconds) => milliseconds !== null);
      return isCounted && isMeasured && confirmation.p50 !== undefined && rings !== undefined;
    });
    await become('OK');
  });
});

describe('what is foreseen', () => {
  it('is told: where the time of customers went, by step, and that no alarm will ring', async () => {
    const { timeline } = await ended(await accepted(anOrderOf(await onSale())));
    // The day that the order was accepted on, whatever day it is by now.
    const day = timeline[0]?.at.slice(0, '2026-11-26'.length);
    const { accessToken: token } = await signIn(issuer, 'oscar');

    await eventually('the night', async () => {
      await run('FindBottlenecksFunction', { day });
      const { body } = await call('GET', '/operations/bottlenecks', { token });
      const { nights } = body as { nights: { day: string; steps: { step: string }[] }[] };
      const steps = nights.find((night) => night.day === day)?.steps ?? [];
      return ['Waiting to begin', 'Reserve inventory', 'Check payment', 'Notify customer'].every((name) =>
        steps.some(({ step }) => step === name),
      );
    });

    await run('ForeseeBreachesFunction');
    const { body } = await call('GET', '/operations/overview', { token });
    expect((body as { warnings: object }).warnings).toMatchObject({
      foreseen: expect.any(Array),
      over: expect.any(Number),
    });
  });
});

describe('why orders did not go well', () => {
  it('is counted, reported, and shown with what is done about it and what came of that', async () => {
    const { timeline, status } = await ended(await accepted(anOrderOf(await onSale({ stock: 0 }))));
    expect(status).toBe('REJECTED');
    const day = timeline[0]?.at.slice(0, '2026-11-26'.length);
    const { accessToken: token } = await signIn(issuer, 'oscar');
    await eventually('the count', async () => {
      const { orders } = (await run('CountCausesFunction', { day })) as { orders: number };
      return orders > 0;
    });
    await run('ReportCausesFunction');

    const action = { kind: 'REJECTED', cause: 'OUT_OF_STOCK', what: 'Order sooner', owner: 'Keith', since: day };
    const json = { 'content-type': 'application/json' };
    const headers = { ...json, 'idempotency-key': randomUUID() };
    const note = () => call('POST', '/operations/cause-actions', { token, headers, body: JSON.stringify(action) });
    const noted = await note();
    expect([noted.status, (await note()).body]).toEqual([201, noted.body]);
    const { id } = noted.body as { id: string };
    const shown = async () => {
      const { body } = await call('GET', '/operations/causes?kind=REJECTED', { token });
      return (body as { actions: { id: string }[] }).actions.find((one) => one.id === id);
    };
    expect(await shown()).toMatchObject({ ...action, effect: { verdict: 'TOO_EARLY' } });
    const body = JSON.stringify({ conclusion: 'It did not help' });
    await call('POST', `/operations/cause-actions/${id}/closure`, { token, headers: json, body });
    expect(await shown()).toMatchObject({ closed: JSON.parse(body) });
  });
});

describe('the lists of stock', () => {
  it('have a product that is on sale, page by page, and what should be ordered', async () => {
    const sku = await onSale({ stock: 7 });
    const { accessToken: token } = await signIn(issuer, 'keith');
    const found: { sku: string; available: number }[] = [];
    let next = '';
    do {
      const { status, body } = await call('GET', `/operations/stock?limit=100${next}`, { token });
      expect(status).toBe(200);
      const page = body as { products: { sku: string; available: number }[]; next?: string };
      found.push(...page.products);
      next = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (next !== '');

    expect(found.filter((product) => product.sku === sku)).toMatchObject([{ sku, available: 7 }]);
    const { status } = await call('GET', '/operations/replenishment?limit=5', { token });
    expect(status).toBe(200);
  });

  it('refuse a cursor that is none, naming it', async () => {
    const { accessToken: token } = await signIn(issuer, 'keith');
    const { status, body } = await call('GET', '/operations/stock?cursor=%23%23', { token });
    expect([status, body.detail]).toEqual([400, 'cursor must be the `next` of an earlier page.']);
  });
});

describe('the console', () => {
  it('is served with its files, kept for good, to who has no token', async () => {
    const page = await visit(`${apiUrl}/console`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${issuer}`);

    const files = [...html.matchAll(/(?:src|href)="(console\/[^"]+)"/g)].map(([, file]) => `${apiUrl}/${file}`);
    expect(files).toHaveLength(2);
    for (const file of files) {
      const answer = await visit(file);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect((await answer.text()).length).toBeGreaterThan(1_000);
    }
    expect((await visit(`${apiUrl}/console/none.js`)).status).toBe(404);
  });
});
