import { type Brand, brandOf } from '../../lambdas/shop/brand.ts';
import { namedShop } from '../../lib/shop.ts';

/** The shop of which no more is known than its name and sender. */
export const aShop = namedShop({ name: 'North Lane', sender: 'shop@example.com', smsSenderId: undefined });

/** Its brand; a test states what matters to it. */
export function aBrand(brand: Partial<Brand> = {}): Brand {
  return { ...brandOf(aShop, undefined, 'en'), ...brand };
}
