import * as z from 'zod/mini';

/** What the secret of Kuaidi100 holds, as JSON. */
export const Kuaidi100Secret = z.object({
  /** The number of the company's account (customer) and its key (授权 key). */
  customer: z.string().check(z.minLength(1)),
  key: z.string().check(z.minLength(1)),
  /** Of our own making: under it, its notifications are signed. */
  salt: z.string().check(z.minLength(16)),
});
export type Kuaidi100Secret = Readonly<z.output<typeof Kuaidi100Secret>>;
