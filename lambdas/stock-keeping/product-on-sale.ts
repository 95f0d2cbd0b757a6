import * as z from 'zod';
import { Currency } from '../orders/order-request.ts';
import { Sku } from '../orders/sku.ts';

/** A product with its prices, in minor units, and how many units of it there are at first. */
export const ProductOnSale = z.strictObject({
  sku: Sku,
  name: z.string().trim().min(1).max(200),
  prices: z.array(z.strictObject({ currency: Currency, unitPrice: z.int().min(1) })).min(1),
  quantity: z.int().min(0).max(1_000_000_000).default(0),
});
export type ProductOnSale = z.output<typeof ProductOnSale>;
