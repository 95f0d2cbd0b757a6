import * as z from 'zod/mini';
import { DeliveryModel } from './delivery-model.ts';
import { learnedModel } from './learned-model.ts';

let read: DeliveryModel | undefined;

/** What `npm run train` has learned, as it is deployed. */
export function shippedModel(): DeliveryModel {
  read ??= z.parse(DeliveryModel, learnedModel);
  return read;
}
