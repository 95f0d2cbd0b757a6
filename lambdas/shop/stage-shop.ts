import type { ShopProfile } from './shop-profile.ts';

/** Written into the code of the functions that ask for it, when they are bundled (`lib/bundles.ts`). */
declare const STAGE_SHOP: ShopProfile;

/**
 * The profile of the stage's shop, as it was checked when the stage was deployed.
 * @throws Error where the code was bundled without one: a fault of the deployment, not of a request
 */
export function stageShop(): ShopProfile {
  if (typeof STAGE_SHOP === 'undefined') throw new Error('the function was bundled without the profile of a shop');
  return STAGE_SHOP;
}
