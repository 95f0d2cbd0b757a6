import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { endPaymentWait, execution, executionArn, stepFunctions } from './cloud.ts';
import { cardWaitSeconds, paymentWaitSeconds } from './deployed-service.ts';
import { eventually } from './eventually.ts';
import { booked, control } from './payment-providers.ts';
import { accepted, ended } from './storefront.ts';

/** An order that nobody pays. @returns its id and what it holds */
async function unpaid(provider: string, token: string) {
  const sku = await onSale({ stock: 5 });
  return { sku, orderId: await accepted(anOrderOf(sku, { payment: { provider, token } })) };
}

/** How long the order's execution gave its payment, in seconds. */
async function waitOf(orderId: string): Promise<number | undefined> {
  const { events = [] } = await stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn: executionArn(orderId) }),
  );
  return events
    .map(({ taskScheduledEventDetails }) => taskScheduledEventDetails)
    .find((scheduled) => scheduled?.resource === 'invoke.waitForTaskToken')?.timeoutInSeconds;
}

describe('an order that nobody pays', () => {
  it('is waited for as long as its own payment method says, and holds nothing then', async () => {
    const card = await unpaid('stripe', 'pm_card_threeDSecure2Required');
    const other = await unpaid('sandbox', 'sandbox-unanswered');

    for (const { orderId, sku } of [card, other]) {
      await endPaymentWait(orderId);
      expect(await ended(orderId)).toMatchObject({ rejection: { reason: 'PAYMENT_TIMEOUT' } });
      await execution(orderId);
      expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
    }
    expect([await waitOf(other.orderId), await waitOf(card.orderId)]).toEqual([paymentWaitSeconds, cardWaitSeconds]);
  });

  it('is rejected and its customer told also while the payment is being processed, and the money given back when it goes through', async () => {
    const sku = await onSale({ stock: 5, currency: 'CNY', unitPrice: 1_200 });
    const payment = { provider: 'wechat-pay', token: 'native' };
    const orderId = await accepted(anOrderOf(sku, { currency: 'CNY', payment }));
    await eventually('the payment to be created', () => booked('wechat-pay', orderId));
    await control('wechat-pay', 'state', { orderId, state: 'USERPAYING' });
    await endPaymentWait(orderId);

    expect(await ended(orderId)).toMatchObject({ rejection: { reason: 'PAYMENT_TIMEOUT' } });
    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });

    await control('wechat-pay', 'state', { orderId, state: 'NOTPAY' });
    await control('wechat-pay', 'pay', { orderId });
    await eventually(
      'the money to be given back',
      async () => (await booked('wechat-pay', orderId))?.refunded === 1_200,
    );
  });
});
