import { policyOf } from '../return-policy/shop-policy.ts';
import { stageShop } from '../shop/stage-shop.ts';
import type { ShopRules } from './options-of-order.ts';

/** What the stage's shop takes back of a storefront's orders, and in which days it counts. */
export function rulesOf(storefront: string): ShopRules {
  const shop = stageShop();
  const brand = shop.brands.find(({ storefronts }) => storefronts.includes(storefront)) ?? shop.brands[0];
  return { policy: policyOf(shop, storefront), timeZone: brand?.timeZone ?? 'UTC' };
}
