import { randomUUID } from 'node:crypto';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, inject, it } from 'vitest';
import { operatedStage } from '../../bin/operations/operated-stage.ts';
import { callersOf } from '../../bin/smoke/access-tokens.ts';
import { apiAt } from '../../bin/smoke/api.ts';
import { deploy } from '../../local/deploy.ts';
import { localProviderUrl } from '../../local/payment-providers.ts';
import { settingsFrom } from '../../local/settings.ts';
import { anOrderOf, onSale } from '../e2e/catalogue.ts';
import { describedExecution, execution, executionArn, outputs, stepFunctions } from '../e2e/cloud.ts';
import { eventually } from '../e2e/eventually.ts';
import { control } from '../e2e/payment-providers.ts';
import { options, withOwnUserPool } from './with-own-user-pool.ts';

const { endpoint, issuer, apiUrl, dataFolder } = inject('service');
const api = apiAt(apiUrl);
const token = await callersOf(await operatedStage('test', { data: dataFolder }), {}).storefront();

/** Places an order. @returns its id */
async function placed(order: unknown): Promise<string> {
  return String((await api('POST', '/orders', { token, idempotencyKey: randomUUID(), body: order })).body.id);
}

/** Places an order that waits for its customer to pay. @returns its id, once it waits */
async function waiting(provider: string, paymentToken: string): Promise<string> {
  const orderId = await placed(anOrderOf(await onSale(), { payment: { provider, token: paymentToken } }));
  await eventually(`order ${orderId} to wait for its payment`, async () => {
    const { payment } = (await api('GET', `/orders/${orderId}`, { token })).body;
    return (payment as { status?: string } | undefined)?.status === 'PENDING';
  });
  return orderId;
}

const statusOf = async (orderId: string) => (await api('GET', `/orders/${orderId}`, { token })).body.status;

describe('an update of the stage while orders wait for their payment', () => {
  it('lets every one of them end well: paid, called off, and placed after it', async () => {
    const paid = await waiting('stripe', 'pm_card_threeDSecure2Required');
    const calledOff = await waiting('sandbox', 'sandbox-unanswered');

    // A provider is dropped, the wait and the shop's name change: tables stay, functions and the machine's definition
    // do not.
    const issuerPort = Number(new URL(issuer).port);
    const changed = {
      ...withOwnUserPool,
      paymentProviders: `stripe=${localProviderUrl('stripe', issuerPort)}`,
      paymentWaitSeconds: '3700',
      ...{ shop: '', shopName: 'Another Shop' },
    };
    const { outputs: updated } = await deploy({
      settings: settingsFrom({ ...options, context: changed }),
      endpoint,
      issuer,
    });
    expect(updated.OrdersTable).toBe(outputs.OrdersTable);
    expect(updated.AlipaySecretArn).toBeUndefined();

    const described = await stepFunctions.send(new DescribeExecutionCommand({ executionArn: executionArn(paid) }));
    expect(described.status).toBe('RUNNING');

    await control('stripe', 'pay', { orderId: paid });
    await api('POST', `/orders/${calledOff}/cancellation`, { token, body: { reason: 'CHANGED_MIND' } });
    const placedAfter = await placed(anOrderOf(await onSale()));

    for (const orderId of [paid, calledOff, placedAfter]) {
      expect((await execution(orderId)).status).toBe('SUCCEEDED');
    }
    expect(await statusOf(paid)).toBe('CONFIRMED');
    expect(await statusOf(calledOff)).toBe('CANCELLED');
    expect(await statusOf(placedAfter)).toBe('CONFIRMED');
  });
});

describe('switching the high-volume mode', () => {
  it('on and off again lets every order end well that waits, lies in the queue, or comes after it', async () => {
    const deployed = (highVolume: string) =>
      deploy({
        settings: settingsFrom({ ...options, context: { ...withOwnUserPool, retrySeconds: '4', highVolume } }),
        endpoint,
        issuer,
      });
    const waitsBefore = await waiting('sandbox', 'sandbox-unanswered');

    await deployed('on');
    const waitsInTheMode = await waiting('sandbox', 'sandbox-unanswered');
    const sku = await onSale();
    const inTheQueue = await Promise.all(Array.from({ length: 20 }, () => placed(anOrderOf(sku))));
    await deployed('off');
    const after = await placed(anOrderOf(sku));

    for (const orderId of [waitsBefore, waitsInTheMode]) {
      await api('POST', `/orders/${orderId}/cancellation`, { token, body: { reason: 'CHANGED_MIND' } });
      expect((await execution(orderId)).status).toBe('SUCCEEDED');
      expect(await statusOf(orderId)).toBe('CANCELLED');
    }
    for (const orderId of [...inTheQueue, after]) {
      expect((await execution(orderId)).status).toBe('SUCCEEDED');
      expect(await statusOf(orderId)).toBe('CONFIRMED');
    }
    expect(await describedExecution(after)).toBeDefined();
    expect(await Promise.all(inTheQueue.map(describedExecution))).toEqual(inTheQueue.map(() => undefined));
  });
});
