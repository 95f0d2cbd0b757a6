import * as z from 'zod';
import { exceptionKinds, statutoryWithdrawalDays } from './statutory.ts';

/*
 * What a shop takes back, until when and at whose cost: a part of its profile (`--shop FILE`), as that is checked when a
 * stage is deployed. Functions import types from here only. Sources: Directive 2011/83/EU, Art. 9 to 16; Directive (EU)
 * 2019/771, Art. 10.
 */

const days = (most: number) => z.int().min(0).max(most);

const amounts = z.record(z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, such as GBP'), z.int().min(0));

/** A SKU, or how the SKUs of a category begin: `GIFT-*`. */
const SkuPattern = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^*]+\*?$/, 'must be a SKU, or how SKUs begin with * behind it, such as GIFT-*');

const Exception = z.strictObject({
  kind: z.enum(exceptionKinds).describe('Why: SEALED is taken back with its seal whole, the others are not.'),
  skus: z.array(SkuPattern).min(1).max(1_000).describe('SKUs, or how they begin: GIFT-*.'),
});

/** The policy of a shop; what it leaves out is as the law of the EU has it at least. */
export const ReturnPolicy = z.strictObject({
  withdrawalDays: days(365)
    .refine((so) => so === 0 || so >= statutoryWithdrawalDays, {
      message: `must be at least ${statutoryWithdrawalDays}; or 0, of a shop that sells to no consumers of the EU`,
    })
    .default(statutoryWithdrawalDays)
    .describe('Days from the delivery of the last goods in which customers withdraw without a reason.'),
  returnDays: days(3_650)
    .default(0)
    .describe('Days from then in which goods are taken back beyond that right, as a courtesy; 0: not at all.'),
  exchanges: z.boolean().default(false).describe('Whether goods are exchanged in those days.'),
  claimMonths: z
    .int()
    .min(1)
    .max(120)
    .default(24)
    .describe('Months from the delivery in which the shop answers for what is broken, wrong or missing.'),
  deliveryDays: days(60).default(7).describe('Days from shipping to delivery, where no carrier tells.'),
  sendWithinDays: z.int().min(14).max(60).default(14).describe('Days in which the customer sends the goods back.'),
  postage: z.enum(['CUSTOMER', 'SHOP']).default('CUSTOMER').describe('Who pays for sending back what is not faulty.'),
  returnFee: amounts.default({}).describe('What is kept of a return as a courtesy, by currency, in minor units.'),
  returnsDelivery: z
    .boolean()
    .default(false)
    .describe('Whether the delivery is given back too, where a whole order is returned as a courtesy.'),
  standardDelivery: amounts
    .default({})
    .describe('What the cheapest delivery costs, by currency: so much of it goes back with a withdrawal, else all.'),
  keepBelow: amounts
    .default({})
    .describe('Up to what amount customers keep what they would send back, by currency; not where they withdraw.'),
  exceptions: z.array(Exception).max(50).default([]),
  address: z
    .array(z.string().trim().min(1).max(100))
    .max(8)
    .default([])
    .describe('Where goods are sent back to, a line each; without it, customers ask the shop.'),
});
export type ReturnPolicy = Readonly<z.output<typeof ReturnPolicy>>;
