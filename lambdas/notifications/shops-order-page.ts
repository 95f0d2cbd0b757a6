import type { Brand } from '../shop/brand.ts';

/** The page of an order on the shop's own site, if its profile says which; it stands in notices in place of ours. */
export function shopsOrderPage({ orderPage }: Pick<Brand, 'orderPage'>, number: string): string | undefined {
  return orderPage?.replace('{number}', encodeURIComponent(number));
}
