import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { SandboxOutcome } from '../../lambdas/payments/providers/sandbox/sandbox-payment-table.ts';
import type { ProductOnSale } from '../../lambdas/stock-keeping/product-on-sale.ts';
import { type Executions, executionsOf } from '../operations/executions.ts';
import { setFunctionEnvironment } from '../operations/function-environment.ts';
import type { OperatedStage } from '../operations/operated-stage.ts';
import { until } from '../operations/until.ts';
import type { Callers } from './access-tokens.ts';
import { type Api, demand } from './api.ts';
import { type Check, NotChecked, NotRight } from './check.ts';

const price = { currency: 'GBP', unitPrice: 100 } as const;

/** What the smoke test orders. Its orders are called off again, so that nothing of it is ever used up. */
export const smokeProducts = [
  { sku: 'SMOKE-TEST', name: 'Smoke test (nothing is delivered)', prices: [price], quantity: 1_000_000 },
  { sku: 'SMOKE-TEST-SOLD-OUT', name: 'Smoke test (never in stock)', prices: [price], quantity: 0 },
  { sku: 'SMOKE-TEST-TO-COME', name: 'Smoke test (always still to come)', prices: [price], quantity: 0 },
] satisfies readonly ProductOnSale[];

/** Longer than all retries of a step together. */
const deadlineSeconds = 300;

const Order = z.object({
  id: z.string(),
  status: z.string(),
  timeline: z.array(z.object({ event: z.string(), detail: z.string().optional() })),
  rejection: z.object({ reason: z.string() }).optional(),
  payment: z.object({ status: z.string(), captured: z.number(), refunded: z.number() }).optional(),
  backorderedLines: z.array(z.object({})).optional(),
  /** While somebody looks at a doubtful order. */
  checking: z.object({ until: z.string() }).optional(),
});
type Order = Readonly<z.output<typeof Order>>;

const confirmed = ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'] as const;

interface Stage {
  readonly operated: OperatedStage;
  readonly api: Api;
  readonly callers: Callers;
  /** Who gets the notices of an order that is called by this word. */
  readonly emailFor: (tag: string) => string;
}

/** An order of every outcome that the pretend payment provider can bring about without a wait of its own. */
export function orderChecks(stage: Stage): readonly Check[] {
  const onSale = once(() => putSmokeProductsOnSale(stage.operated));
  const check = (promise: string, run: (order: OrderUnderTest) => Promise<string>): Check => ({
    promise,
    async run() {
      const token = await stage.callers.storefront();
      await onSale();
      return run(new OrderUnderTest(stage, token));
    },
  });

  const isConfirmed = (outcome: SandboxOutcome) => async (order: OrderUnderTest) => {
    await order.place(outcome);
    await order.takes(confirmed);
    await order.is('CONFIRMED');
    const seconds = order.seconds();
    await order.isToldOf('NOTICE_SENT');
    await order.callOff();
    return `confirmed and told in ${seconds} s, called off again`;
  };

  return [
    check('paid at once: confirmed', isConfirmed('authorised')),
    check('paid later, by notification: confirmed', isConfirmed('delayed')),
    check('provider down for a moment: confirmed', isConfirmed('flaky')),
    check('sold out: refused', async (order) => {
      await order.place('authorised', { sku: 'SMOKE-TEST-SOLD-OUT' });
      await order.takes(['Reserve inventory', 'Reject order', 'Notify customer']);
      await order.is('REJECTED', 'OUT_OF_STOCK');
      return 'refused, with what is left';
    }),
    check('payment declined: refused', async (order) => {
      await order.place('declined');
      await order.takes(['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer']);
      await order.is('REJECTED', 'PAYMENT_DECLINED');
      return 'refused';
    }),
    check('called off while its payment is waited for', async (order) => {
      await order.place('unanswered');
      await order.becomes('waiting for its payment', ({ payment }) => payment?.status === 'PENDING');
      await order.callOff();
      return 'called off, nothing charged';
    }),
    check('not there yet: confirmed, backordered', async (order) => {
      await sellToCome(stage);
      await order.place('authorised', { sku: 'SMOKE-TEST-TO-COME' });
      await order.takes(confirmed);
      await order.is('CONFIRMED');
      await order.becomes('backordered', ({ backorderedLines = [] }) => backorderedLines.length === 1);
      await order.callOff();
      return 'confirmed, though nothing is there; called off again';
    }),
    check('a line called off: the rest confirmed', async (order) => {
      await order.place('authorised', { quantity: 3 });
      await order.becomes('charged', ({ payment }) => payment?.captured === 300);
      await order.callOffUnits(1);
      await order.becomes('given back a third', ({ payment }) => payment?.refunded === 100);
      await order.is('CONFIRMED');
      await order.callOff();
      return 'its money given back, then the rest';
    }),
    check('doubtful: held, and not accepted', async (order) => {
      const staff = await stage.callers.backOffice();
      // Many of one product, for much money, from somebody new, and the invoice goes abroad.
      await order.place('authorised', { quantity: 500, invoiceTo: 'FR' });
      const { status } = await order.becomes(
        'held or confirmed',
        ({ status, checking }) => checking !== undefined || status === 'CONFIRMED',
      );
      if (status === 'CONFIRMED') {
        await order.callOff();
        throw new NotChecked('the stage holds no doubtful order (--risk)');
      }
      await order.deny(staff);
      await order.takes(['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer']);
      await order.is('REJECTED', 'NOT_ACCEPTED');
      return 'refused once it was denied';
    }),
    check('a part refunded, then called off', async (order) => {
      const staff = await stage.callers.backOffice();
      await order.place('authorised', { quantity: 3 });
      await order.becomes('charged', ({ payment }) => payment?.captured === 300);
      await order.refund(staff, 100);
      await order.callOff();
      return 'all of its money given back';
    }),
  ];
}

/** One order, from its placing to its end; whatever is not as it should be is NotRight, with the order's id. */
class OrderUnderTest {
  readonly #stage: Stage;
  readonly #token: string;
  readonly #executions: Executions;
  #id = '';
  #placedAt = 0;

  constructor(stage: Stage, token: string) {
    this.#stage = stage;
    this.#token = token;
    this.#executions = executionsOf(stage.operated);
  }

  async place(
    outcome: SandboxOutcome,
    { sku = 'SMOKE-TEST', quantity = 1, invoiceTo }: { sku?: string; quantity?: number; invoiceTo?: string } = {},
  ): Promise<void> {
    const { api, emailFor } = this.#stage;
    this.#placedAt = Date.now();
    // A customer of its own: many orders of one within a day are doubtful, and who gets too many mails gets no more.
    const tag = randomUUID();
    const address = { name: 'Smoke Test', line1: `${tag} Test Street`, city: 'London', country: 'GB' };
    const answer = await api('POST', '/orders', {
      token: this.#token,
      idempotencyKey: `smoke-${tag}`,
      body: {
        currency: price.currency,
        lines: [{ sku, quantity }],
        contact: { email: emailFor(tag) },
        shippingAddress: address,
        ...(invoiceTo !== undefined && { billingAddress: { ...address, country: invoiceTo } }),
        payment: { provider: 'sandbox', token: `sandbox-${outcome}` },
      },
    });
    demand(answer, 202);
    this.#id = String(answer.body.id);
  }

  /** How long it has been on its way. */
  seconds(): string {
    return ((Date.now() - this.#placedAt) / 1000).toFixed(1);
  }

  /** Waits for the end of its execution, which must have entered these states. */
  async takes(states: readonly string[]): Promise<void> {
    const described = await this.#until('end', async () => {
      const now = await this.#executions.status(this.#id);
      return now.status !== 'RUNNING' && now;
    });
    const { steps } = await this.#executions.path(this.#id);
    if (described.status !== 'SUCCEEDED') {
      throw this.#notRight(`ended ${described.status} at "${steps.at(-1)?.name}" with ${described.error}`);
    }
    const taken = steps.map(({ name }) => name);
    if (taken.join() !== states.join()) throw this.#notRight(`went ${taken.join(' → ')}`);
  }

  async is(status: string, reason?: string): Promise<void> {
    const order = await this.#read();
    if (order.status !== status || order.rejection?.reason !== reason) {
      throw this.#notRight(`is ${order.status} ${order.rejection?.reason ?? ''}`.trimEnd());
    }
  }

  async isToldOf(event: 'NOTICE_SENT'): Promise<void> {
    const isNotice = (happened: { event: string }) => happened.event.startsWith('NOTICE_');
    const { timeline } = await this.becomes('told of', (order) => order.timeline.some(isNotice));
    const notices = timeline.filter(isNotice);
    if (!notices.some((notice) => notice.event === event)) {
      throw this.#notRight(`has ${notices.map((notice) => notice.event).join(', ')}`);
    }
  }

  async becomes(what: string, condition: (order: Order) => boolean): Promise<Order> {
    return this.#until(`be ${what}`, async () => {
      const order = await this.#read();
      if (order.status === 'REJECTED') throw this.#notRight(`is REJECTED ${order.rejection?.reason}`);
      return condition(order) && order;
    });
  }

  async refund(staff: string, amount: number): Promise<void> {
    const answer = await this.#stage.api('POST', `/orders/${this.#id}/refunds`, {
      token: staff,
      idempotencyKey: `smoke-${randomUUID()}`,
      body: { amount, reason: 'smoke test' },
    });
    demand(answer, 200);
    if (answer.body.refunded !== amount) throw this.#notRight(`has ${answer.body.refunded} of ${amount} given back`);
  }

  /** Calls off so many units of its only line. */
  async callOffUnits(quantity: number): Promise<void> {
    const answer = await this.#stage.api('POST', `/orders/${this.#id}/cancellation`, {
      token: this.#token,
      idempotencyKey: `smoke-${randomUUID()}`,
      body: { reason: 'CHANGED_MIND', lines: [{ line: 1, quantity }] },
    });
    demand(answer, 200);
  }

  /** Decides that it is not accepted. */
  async deny(staff: string): Promise<void> {
    const answer = await this.#stage.api('POST', `/operations/risk-reviews/${this.#id}/decision`, {
      token: staff,
      body: { approve: false, reason: 'smoke test' },
    });
    demand(answer, 200);
  }

  /** Calls it off, and waits until no money is kept. */
  async callOff(): Promise<void> {
    const answer = await this.#stage.api('POST', `/orders/${this.#id}/cancellation`, {
      token: this.#token,
      body: { reason: 'CHANGED_MIND' },
    });
    demand(answer, 200);
    await this.becomes('called off, with no money kept', ({ status, payment }) => {
      const kept = payment !== undefined && payment.captured > payment.refunded;
      return status === 'CANCELLED' && !kept && payment?.status !== 'PENDING';
    });
  }

  async #read(): Promise<Order> {
    const answer = await this.#stage.api('GET', `/orders/${this.#id}`, { token: this.#token });
    demand(answer, 200);
    return Order.parse(answer.body);
  }

  async #until<Value>(what: string, condition: () => Promise<Value | false | undefined>): Promise<Value> {
    return until(`order ${this.#id} to ${what}`, deadlineSeconds, condition);
  }

  #notRight(what: string): NotRight {
    return new NotRight(`order ${this.#id} ${what}`);
  }
}

async function putSmokeProductsOnSale(stage: OperatedStage): Promise<void> {
  setFunctionEnvironment(stage);
  const { putOnSale } = await import('../../lambdas/stock-keeping/put-on-sale.ts');
  await putOnSale(smokeProducts);
}

/** Lets the product that is never there be ordered before it is. */
async function sellToCome({ api, callers }: Stage): Promise<void> {
  const answer = await api('PATCH', '/products/SMOKE-TEST-TO-COME/stock/settings', {
    token: await callers.backOffice(),
    body: { backorder: { limit: 1_000_000, leadTimeDays: 7 } },
  });
  demand(answer, 200);
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
