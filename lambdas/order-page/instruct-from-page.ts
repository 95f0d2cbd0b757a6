import { changeDeliveryInstructions } from '../delivery-instructions/change-delivery-instructions.ts';
import { GivenDeliveryInstructions } from '../orders/delivery-instructions.ts';
import { clientItself } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import type { GrantedRecord } from './find-granted.ts';
import type { Outcome } from './page-form.ts';

/**
 * Changes what the carrier should know, as the order's customer: by who may see where it goes, lest somebody who was
 * only forwarded a link sends it elsewhere.
 * @returns nothing where it is changed; what to say where it could not be
 */
export async function instructFromPage(
  { order: { id, storefront }, isProven }: Pick<GrantedRecord, 'order' | 'isProven'>,
  form: URLSearchParams,
  change: typeof changeDeliveryInstructions = changeDeliveryInstructions,
): Promise<Outcome | undefined> {
  if (!isProven) return 'not-proven';
  // Browsers send lines as forms always had them; none at all takes the instructions away.
  const text = (form.get('instructions') ?? '').replaceAll('\r\n', '\n').trim();
  const given = text === '' ? undefined : GivenDeliveryInstructions.safeParse(text);
  if (given?.success === false) return 'not-instructed';
  try {
    await change(clientItself(storefront), id, { deliveryInstructions: given?.data ?? null });
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return 'not-instructed';
    throw error;
  }
}
