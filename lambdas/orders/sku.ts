import * as z from 'zod/mini';

/**
 * The identifier of something sold and stocked. Real ones hold spaces (`BANK CHARGES`) and differ in case only
 * (`84997B`, `84997b`).
 */
export const Sku = z
  .string()
  .check(
    z.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} ._@+-]{0,62}[\p{L}\p{N}._@+-])?$/u, 'must be a SKU of at most 64 characters'),
  );
