const byAnyone = ['CHANGED_MIND', 'FOUND_CHEAPER', 'ORDERED_BY_MISTAKE', 'TOO_SLOW', 'OTHER'] as const;

/** The reasons that a shopper chooses from, without a word of their own. */
export const shopperReasons = [
  'CHANGED_MIND',
  'FOUND_CHEAPER',
  'ORDERED_BY_MISTAKE',
  'TOO_SLOW',
] as const satisfies readonly (typeof byAnyone)[number][];
export type ShopperReason = (typeof shopperReasons)[number];
const byStaff = ['FRAUD', 'STOCK', 'PRICE_ERROR'] as const;

/** Why an order was cancelled. */
export const cancellationReasons = [...byAnyone, ...byStaff] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** True for a reason that only staff may give. */
export function isStaffReason(reason: CancellationReason): boolean {
  return (byStaff as readonly string[]).includes(reason);
}
