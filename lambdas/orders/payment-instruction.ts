import * as z from 'zod/mini';

/** So often a customer may try to pay for one order, at most: the names of payments tell no more tries apart. */
export const mostPaymentTries = 4;

/** Who settles the payment, and what the storefront got from them to pay with. */
export const PaymentInstruction = z.strictObject({
  provider: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the name of a payment provider')),
  token: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(500, 'must have at most 500 characters')),
});
export type PaymentInstruction = Readonly<z.output<typeof PaymentInstruction>>;
