import * as z from 'zod/mini';

/** What the secret of EasyPost holds, as JSON. */
export const EasyPostSecret = z.object({
  apiKey: z.string().check(z.minLength(1)),
  /** The secrets of the webhook; two while one is replaced. */
  webhookSecrets: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
});
export type EasyPostSecret = Readonly<z.output<typeof EasyPostSecret>>;
