import { setTimeout as pause } from 'node:timers/promises';
import type { ShownOrder } from '../../local/history/history.ts';
import type { Invoice } from '../../local/invoices.ts';
import { controlProvider } from '../../local/payment-providers.ts';
import type { StripeOperation } from '../../local/providers/stripe/stripe.ts';
import { orderFromInvoice } from '../../local/replay/order-from-invoice.ts';
import type { StorefrontClient } from '../../local/storefront.ts';
import { diceOf } from './faults.ts';

/** One order of a run: an invoice, and how its shopper behaves. */
export interface Shopper {
  /** The same in every run of a seed. */
  readonly name: string;
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly invoice: Invoice;
}

/** How shoppers pay: how many in a hundred, and by which token. */
const payments = [
  { share: 55, provider: 'sandbox', token: 'sandbox-authorised' },
  { share: 20, provider: 'stripe', token: 'pm_card_visa' },
  { share: 10, provider: 'sandbox', token: 'sandbox-delayed' },
  { share: 10, provider: 'sandbox', token: 'sandbox-declined' },
  { share: 5, provider: 'sandbox', token: 'sandbox-flaky' },
] as const;

/** How many in a hundred press the button twice, are told by a text message too, or change their minds. */
const shares = { twice: 10, phone: 20, cancel: 10 } as const;

const stripeOperations = ['authorize', 'capture', 'query', 'void'] as const satisfies readonly StripeOperation[];
const stripeFaults = ['down', 'reset', 'answerLost', 'malformed'] as const;

/** How long a shopper stays; what takes longer is looked at again when all is over. */
const staySeconds = 60;
const lookSeconds = 0.5;

/** What shoppers need. */
export interface Shop {
  readonly seed: number;
  readonly rate: number;
  readonly issuerPort: number;
  readonly storefront: StorefrontClient;
}

/** Places an order, perhaps twice at a time, perhaps calls it off, and watches what becomes of it. */
export async function shop({ seed, rate, issuerPort, storefront }: Shop, shopper: Shopper): Promise<void> {
  const hundred = (what: string) => 100 * diceOf(seed, shopper.name, what)[0];
  const payment = paymentFor(hundred('payment'));
  if (payment.provider === 'stripe') await troubleStripe(seed, rate, issuerPort, shopper);
  const order = orderFromInvoice(shopper.invoice);
  const phone = `+4474001${String(Math.floor(100_000 * diceOf(seed, shopper.name, 'phone')[1])).padStart(5, '0')}`;
  const body = {
    ...order,
    contact: { ...order.contact, ...(hundred('phone') < shares.phone && { phone }) },
    payment: { provider: payment.provider, token: payment.token },
  };
  const requests = Array.from({ length: hundred('twice') < shares.twice ? 2 : 1 }, () =>
    storefront.submit(body, shopper.idempotencyKey),
  );
  const [answer] = await Promise.all(requests);
  if (answer?.accepted !== true) return;
  const watching = watch(storefront, answer.order.id);
  if (hundred('cancel') < shares.cancel) {
    await pause(3_000 * diceOf(seed, shopper.name, 'cancel')[1]);
    await storefront.cancel(answer.order.id);
  }
  await watching;
}

function paymentFor(hundred: number) {
  let sum = 0;
  const found = payments.find(({ share }) => {
    sum += share;
    return hundred < sum;
  });
  return found ?? payments[0];
}

/** What Stripe does wrong with this order, once an operation at most. */
async function troubleStripe(
  seed: number,
  rate: number,
  issuerPort: number,
  { name, orderId }: Shopper,
): Promise<void> {
  for (const operation of stripeOperations) {
    const [dice, kind] = diceOf(seed, name, 'stripe', operation);
    if (dice >= rate) continue;
    const fault = stripeFaults[Math.floor(kind * stripeFaults.length)] ?? 'down';
    await controlProvider('stripe', issuerPort, 'mode', { orderId, operation, [fault]: 1 });
  }
}

async function watch(storefront: StorefrontClient, id: string): Promise<void> {
  for (const end = Date.now() + staySeconds * 1000; Date.now() < end; ) {
    if (isOver(await storefront.order(id))) return;
    await pause(lookSeconds * 1000);
  }
}

/** Whether the shopper has heard how it ended, or that it takes longer. */
function isOver({ delayed, timeline = [] }: ShownOrder): boolean {
  const ends = ['order-confirmed', 'order-rejected', 'order-cancelled'];
  return (
    delayed !== undefined ||
    timeline.some(({ event, detail = '' }) => event === 'NOTICE_SENT' && ends.some((end) => detail.startsWith(end)))
  );
}
