import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OutOfStock } from '../../lambdas/inventory/out-of-stock.ts';
import { StockContention } from '../../lambdas/inventory/stock-contention.ts';
import { NoticeOutcomeUnknown } from '../../lambdas/notifications/notice-errors.ts';
import { OrderCancelled, OrderNotFound } from '../../lambdas/orders/order-errors.ts';
import { StepInput, step } from '../../lambdas/orders/step.ts';
import { PaymentDeclined, PaymentSettled, ProviderUnavailable } from '../../lambdas/payments/payment-errors.ts';
import { BusinessError } from '../../lambdas/runtime/business-error.ts';
import { logger } from '../../lambdas/runtime/logger.ts';
import { aContext, anOrderId } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();

beforeEach(() => {
  stubServiceEnvironment();
});

describe('a step', () => {
  it('hands its parsed input over, and nothing back to the machine', async () => {
    const seen: unknown[] = [];
    const handler = step(StepInput, async (input) => {
      seen.push(input);
      return { secret: 1 };
    });

    expect(await handler({ orderId, more: 1 }, aContext())).toEqual({});
    expect(seen).toEqual([{ orderId }]);
  });

  it.each([
    ['OutOfStock', new OutOfStock([]), true],
    ['OrderCancelled', new OrderCancelled(orderId), true],
    ['PaymentDeclined', new PaymentDeclined(orderId), true],
    ['PaymentSettled', new PaymentSettled(orderId), true],
    ['StockContention', new StockContention(`order ${orderId}`), false],
    ['ProviderUnavailable', new ProviderUnavailable('sandbox', 'down'), false],
    ['OrderNotFound', new OrderNotFound(orderId), false],
    ['NoticeOutcomeUnknown', new NoticeOutcomeUnknown(orderId, { event: 'order-confirmed' }, 'email'), false],
  ])('lets %s through by its name, which the machine decides on', async (name, error, isBusiness) => {
    const handler = step(StepInput, () => Promise.reject(error));

    const thrown: Error = await handler({ orderId }, aContext()).catch((reason: Error) => reason);

    expect(thrown).toBe(error);
    expect(thrown.name).toBe(name);
    expect(thrown instanceof BusinessError).toBe(isBusiness);
  });

  it.each([
    [new OutOfStock([]), 0],
    [new ProviderUnavailable('sandbox', 'down'), 1],
  ])('is an error in the log where it fails, and none where it refuses an order: %s', async (error, lines) => {
    const logged = vi.spyOn(logger, 'error');

    await expect(step(StepInput, () => Promise.reject(error))({ orderId }, aContext())).rejects.toBe(error);

    expect(logged).toHaveBeenCalledTimes(lines);
    logged.mockRestore();
  });

  it.each([{}, { orderId: 'x' }, { orderId: 7 }, null, undefined])(
    'refuses the input %j and does nothing',
    async (input) => {
      const ran: unknown[] = [];
      const handler = step(StepInput, async (parsed) => ran.push(parsed));

      await expect(handler(input as never, aContext())).rejects.toThrow();
      expect(ran).toEqual([]);
    },
  );
});
