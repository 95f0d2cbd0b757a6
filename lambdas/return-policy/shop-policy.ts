import type { ReturnPolicy } from '../shop/return-policy.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';

/** The policy of a shop that states none: what the law of the EU demands, and no more. A test holds it to the schema. */
export const statutoryPolicy: ReturnPolicy = {
  withdrawalDays: 14,
  returnDays: 0,
  exchanges: false,
  claimMonths: 24,
  deliveryDays: 7,
  sendWithinDays: 14,
  postage: 'CUSTOMER',
  returnFee: {},
  returnsDelivery: false,
  standardDelivery: {},
  keepBelow: {},
  exceptions: [],
  address: [],
};

/** What the brand takes back that a storefront is of; of no storefront, the first. */
export function policyOf({ brands }: ShopProfile, storefront: string | undefined): ReturnPolicy {
  const brand = brands.find(({ storefronts }) => storefront !== undefined && storefronts.includes(storefront));
  return (brand ?? brands[0])?.returns ?? statutoryPolicy;
}
