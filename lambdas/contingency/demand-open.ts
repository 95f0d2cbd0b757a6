import { Problem } from '../runtime/problem.ts';
import { intakeDrained, paymentMethodDown } from './problems.ts';
import { onNow, type Switch } from './switch.ts';

/** How long storefronts wait before they try again, in seconds, unless told otherwise. */
export const defaultRetryAfterSeconds = 120;

/** @throws Problem intake-drained while no new orders are taken */
export function demandIntake(switches: readonly Switch[], now: Date): void {
  const [drained] = onNow(switches, 'intake-drained', now);
  if (drained === undefined) return;
  const { retryAfterSeconds = defaultRetryAfterSeconds } = drained;
  throw new Problem(intakeDrained, 'Nothing was stored. Orders that were accepted go on; repeat this one later.', {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

/** The switch of a payment provider that is out of order. */
export function downProvider(switches: readonly Switch[], provider: string, now: Date): Switch | undefined {
  return onNow(switches, 'provider-down', now).find(({ target }) => target === provider);
}

/**
 * @param pointer where the request names the provider
 * @param known the payment providers that the stage has
 * @throws Problem payment-method-down naming those that are not out of order
 */
export function demandProvider(
  switches: readonly Switch[],
  provider: string,
  { pointer, known, now }: { readonly pointer: string; readonly known: readonly string[]; readonly now: Date },
): void {
  if (downProvider(switches, provider, now) === undefined) return;
  const others = known.filter((name) => downProvider(switches, name, now) === undefined);
  const instead = others.length === 0 ? 'repeat it later' : `pay by ${others.join(', ')}, or repeat it later`;
  throw new Problem(paymentMethodDown, `${provider} is out of order. Nothing was stored: ${instead}.`, {
    errors: [{ pointer, detail: 'is out of order at the moment' }],
  });
}

/** How many units of a SKU an order may take; undefined where nobody has said. */
export function mostPerOrder(switches: readonly Switch[], sku: string, now: Date): number | undefined {
  const limits = onNow(switches, 'flash-sale', now).flatMap(({ target, mostPerOrder }) =>
    (target === undefined || target === sku) && mostPerOrder !== undefined ? [mostPerOrder] : [],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Whether a SKU is sold in a flash sale. */
export function isInFlashSale(switches: readonly Switch[], sku: string, now: Date): boolean {
  return onNow(switches, 'flash-sale', now).some(({ target }) => target === undefined || target === sku);
}
