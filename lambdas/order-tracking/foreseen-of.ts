import { foreseeArrival, trustedModel } from '../delivery-promise/foresee-arrival.ts';
import { keptOf100 } from '../foresight/arrival-check.ts';
import { type ExpectedConfirmation, expectedConfirmation } from '../foresight/expected-by.ts';
import { type Known, known } from '../foresight/known.ts';
import { stageShop } from '../shop/stage-shop.ts';
import type { ShownArrival } from './order-representation.ts';
import type { Snapshot } from './represent-order.ts';

/** What is foreseen of an order, as far as it is. */
export interface Foreseen {
  readonly confirmation: ExpectedConfirmation | undefined;
  readonly arrival: ShownArrival | undefined;
}

/** What is foreseen of an order: nothing where too little is known, or what is known cannot be read. */
export async function foreseenOf(
  snapshot: Pick<Snapshot, 'order' | 'content' | 'shipments'>,
  now: Date,
  find: () => Promise<Known> = known,
  policy = stageShop().delivery,
): Promise<Foreseen> {
  const found = await find();
  const model = trustedModel(found.arrivals);
  const arrival = policy && foreseeArrival(snapshot, policy, model, now);
  const kept = keptOf100(found.arrivals, model === undefined ? 'rule' : 'model');
  return {
    confirmation: expectedConfirmation(snapshot.order, found, now),
    arrival: arrival && { ...arrival, ...(kept !== undefined && { keptOf100: kept }) },
  };
}
