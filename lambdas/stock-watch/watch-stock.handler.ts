import { fromStream } from '../runtime/stream.ts';
import { watchStock } from './watch-stock.ts';

/** Consumer of the Stock table's stream: what a change of a watched SKU demands. */
export const handler = fromStream(
  ({ dynamodb }) => dynamodb?.NewImage?.sku?.S,
  (sku) => watchStock(sku),
);
