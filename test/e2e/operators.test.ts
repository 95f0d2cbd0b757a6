import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { pageTextsOf } from '../../lambdas/notifications/texts.ts';
import { projectFolder } from '../../local/settings.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { documents, execution, outputs, withEnvironment } from './cloud.ts';
import { eventually } from './eventually.ts';
import { accepted, accessToken, call, callOnce, ended, placing, submit, visit } from './storefront.ts';
import { alone } from './turn.ts';

alone();

const { dataFolder } = inject('service');

interface Answer {
  readonly code: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an operator types behind `npm run ops --`, and what comes of it. */
async function ops(...args: readonly string[]): Promise<Answer> {
  const typed = [join(projectFolder, 'bin/ops.ts'), ...args, '--json', '--data', dataFolder];
  const { code, stdout } = await promisify(execFile)(process.execPath, typed, { cwd: projectFolder }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  );
  return { code, body: JSON.parse(stdout || '{}') };
}

interface Group {
  readonly group: string;
  readonly step: string;
  readonly error: string;
  readonly orders: number;
}

/** The groups in which these orders stand, each with those that do. */
async function groupsOf(
  orders: ReadonlySet<string>,
): Promise<readonly (Group & { readonly own: readonly string[] })[]> {
  const { groups } = (await ops('failed')).body as unknown as { groups: readonly Group[] };
  const found = [];
  for (const group of groups) {
    const own: string[] = [];
    for (let cursor: readonly string[] | undefined = []; cursor !== undefined; ) {
      const { body } = await ops('failed', group.group, ...cursor);
      const { failures, next } = body as unknown as { failures: { orderId: string }[]; next?: string };
      own.push(...failures.map(({ orderId }) => orderId).filter((orderId) => orders.has(orderId)));
      cursor = next === undefined ? undefined : ['--cursor', next];
    }
    if (own.length > 0) found.push({ ...group, own });
  }
  return found;
}

const place = (count: number, order: unknown) => Promise.all(Array.from({ length: count }, () => accepted(order)));

/** Places orders, all of which fail while a function of theirs has not what it needs. */
async function failing(count: number, functionOutput: string, missing: string, order: unknown) {
  return withEnvironment(functionOutput, { [missing]: 'no-such-table' }, async () => {
    const ids = await place(count, order);
    for (const id of ids) expect((await execution(id)).status).toBe('FAILED');
    return ids;
  });
}

describe('thirty orders that failed for three causes', () => {
  it('are found, grouped, redriven and given up from the terminal alone, and all add up', async () => {
    const sku = await onSale({ stock: 100 });
    const down = anOrderOf(sku, { payment: { provider: 'sandbox', token: 'sandbox-down' } });
    const unreserved = await failing(10, 'ReserveInventoryFunction', 'STOCK_TABLE', anOrderOf(sku));
    const untold = await failing(8, 'NotifyCustomerFunction', 'ORDERS_TABLE', anOrderOf(sku));
    const unpaid = await place(12, down);
    for (const id of unpaid) expect((await execution(id)).status).toBe('FAILED');
    const all = new Set([...unreserved, ...untold, ...unpaid]);

    // They are found, by what they failed of.
    const groups = await eventually('thirty failed orders', async () => {
      const found = await groupsOf(all);
      return found.reduce((sum, { own }) => sum + own.length, 0) === 30 && found;
    });
    expect(new Map(groups.map(({ step, own }) => [step, own.length]))).toEqual(
      new Map([
        ['Reserve inventory', 10],
        ['Check payment', 12],
        ['Notify customer', 8],
      ]),
    );
    expect(await stockOf(sku)).toMatchObject({ onHand: 100, available: 80, reserved: 20 });
    const groupAt = (step: string) => groups.find((group) => group.step === step)?.group ?? '';

    // A dry run changes nothing; then two operators at once let one group go on: each order goes on once.
    const why = ['--reason', 'a drill'];
    const dry = await ops('redrive', ...unreserved, '--dry-run', ...why);
    expect([dry.code, dry.body.outcomes]).toMatchObject([0, { REDRIVEN: 10 }]);
    const [one, other] = await Promise.all([
      ops('redrive', ...unreserved, '--rate', '5', ...why),
      ops('redrive', ...unreserved, '--rate', '5', ...why),
    ]);
    const outcomes = [one, other].map(({ body }) => body.outcomes as Record<string, number>);
    expect(outcomes.reduce((sum, { REDRIVEN = 0 }) => sum + REDRIVEN, 0)).toBe(10);
    for (const { REDRIVEN = 0, NOT_NEEDED = 0, TAKEN = 0 } of outcomes) expect(REDRIVEN + NOT_NEEDED + TAKEN).toBe(10);
    for (const id of unreserved) {
      expect(await ended(id)).toMatchObject({ status: 'CONFIRMED' });
      expect((await execution(id)).events.filter(({ type }) => type === 'ExecutionRedriven')).toHaveLength(1);
    }

    // A group goes on as a whole.
    const told = await ops('redrive', '--group', groupAt('Notify customer'), ...why);
    expect(told.body).toMatchObject({ state: 'DONE' });
    for (const id of untold) expect((await execution(id)).status).toBe('SUCCEEDED');

    // Half of the unpaid go on, the rest cannot be brought home.
    const [mended, lost] = [unpaid.slice(0, 6), unpaid.slice(6)];
    for (const id of mended) {
      await documents.send(
        new UpdateCommand({
          TableName: outputs.SandboxPaymentsTable,
          Key: { pk: `PAYMENT#${id}`, sk: 'PAYMENT' },
          UpdateExpression: 'SET outcome = :outcome',
          ExpressionAttributeValues: { ':outcome': 'authorised' },
        }),
      );
    }
    expect((await ops('redrive', ...mended, ...why)).body).toMatchObject({ outcomes: { REDRIVEN: 6 } });
    for (const id of mended) expect(await ended(id)).toMatchObject({ status: 'CONFIRMED' });
    const given = await ops('give-up', ...lost, ...why);
    expect([given.code, given.body.orders]).toMatchObject([
      0,
      lost.map((orderId) => ({ orderId, outcome: 'GIVEN_UP' })),
    ]);
    expect((await ops('give-up', ...lost, ...why)).code).toBe(0);
    for (const id of lost) {
      expect(await ended(id)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'TECHNICAL_PROBLEM' } });
    }

    // 24 were sold, 6 given back, and none is left.
    await eventually('what is sold and given back', async () => (await stockOf(sku)).reserved === 24);
    expect(await stockOf(sku)).toMatchObject({ onHand: 100, available: 76, reserved: 24 });
    await eventually('the end of all failures', async () => (await groupsOf(all)).length === 0);
  });
});

describe('a shell', () => {
  it('is told where the API is and by what token staff call it, as the documents write their calls', async () => {
    const script = `eval "$(node bin/ops.ts env --data '${dataFolder}')" &&
      curl --silent "$API_URL/operations/failures" -H "Authorization: Bearer $STAFF_TOKEN" --output /dev/null --write-out '%{http_code}'`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: projectFolder });

    expect(stdout).toBe('200');
  });
});

describe('a drained intake', () => {
  it('refuses new orders and says when to come again, lets those under way end, and takes orders again', async () => {
    const sku = await onSale({ stock: 10 });
    const [before, key] = [anOrderOf(sku), crypto.randomUUID()];
    const { body } = await submit(before, key);

    const drained = ['intake-drained', '--reason', 'a drill'];
    expect((await ops('switch', 'on', ...drained, '--retry-after', '30')).body).toMatchObject({
      switches: [{ kind: 'intake-drained', state: 'ON' }],
    });
    try {
      const refused = await eventually('a refusal', async () => {
        const answer = await callOnce('POST', '/orders', placing(anOrderOf(sku), crypto.randomUUID()));
        return answer.status === 503 && answer;
      });
      expect(refused.body).toMatchObject({ type: 'urn:order-confirmation:problem:intake-drained' });
      expect(refused.headers.get('retry-after')).toBe('30');
      expect((await submit(before, key)).body).toMatchObject({ id: body.id });
      expect(await ended(String(body.id))).toMatchObject({ status: 'CONFIRMED' });
    } finally {
      expect((await ops('switch', 'off', ...drained)).code).toBe(0);
    }
    const again = await eventually('an order to be taken', async () => {
      const answer = await callOnce('POST', '/orders', placing(anOrderOf(sku), crypto.randomUUID()));
      return answer.status === 202 && answer;
    });
    expect(again.status).toBe(202);
  });
});

describe('a payment method and a carrier that are down', () => {
  it('are said to storefronts and on the pages of the orders that they concern, and are as before when that is over', async () => {
    const sku = await onSale({ stock: 1_000 });
    const { body } = await submit(anOrderOf(sku));
    const id = String(body.id);
    expect(await ended(id)).toMatchObject({ status: 'CONFIRMED' });
    const token = await accessToken('back-office', 'orders:staff');
    const label = { carrier: 'UPS', trackingNumber: `E2E${crypto.randomUUID().slice(0, 8).toUpperCase()}` };
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const shipped = await call('POST', `/orders/${id}/shipments`, { token, headers, body: JSON.stringify(label) });
    expect(shipped.status).toBe(200);
    const page = async () => (await visit(String(body.statusUrl))).text();
    const notCurrent = pageTextsOf('en').contingency.carrierDown;
    expect(await page()).not.toContain(notCurrent);

    const switched = (word: string, ...which: readonly string[]) =>
      ops('switch', word, ...which, '--reason', 'a drill');
    await switched('on', 'provider-down', 'sandbox');
    await switched('on', 'carrier-down', 'ups');
    try {
      await eventually('the page to say so', async () => (await page()).includes(notCurrent));
      const refused = await eventually('a refusal', async () => {
        const answer = await callOnce('POST', '/orders', placing(anOrderOf(sku), crypto.randomUUID()));
        return answer.status === 409 && answer;
      });
      expect(refused.body).toMatchObject({
        type: 'urn:order-confirmation:problem:payment-method-down',
        errors: [{ pointer: '#/payment/provider' }],
      });
      const methods = await call('GET', '/payment-methods', { token: await accessToken() });
      expect(methods.body.methods).toContainEqual(expect.objectContaining({ provider: 'sandbox', isAvailable: false }));
    } finally {
      await switched('off', 'provider-down', 'sandbox');
      await switched('off', 'carrier-down', 'UPS');
    }
    const { switches } = (await ops('switch')).body as { switches: { state: string }[] };
    expect(switches.map(({ state }) => state)).not.toContain('ON');
    await eventually('the page to be as before', async () => !(await page()).includes(notCurrent));
    const again = await eventually('an order to be taken', async () => {
      const answer = await callOnce('POST', '/orders', placing(anOrderOf(sku), crypto.randomUUID()));
      return answer.status === 202 && answer;
    });
    expect(await ended(String(again.body.id))).toMatchObject({ status: 'CONFIRMED' });
  });
});
