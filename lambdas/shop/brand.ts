import { defaultLocale, type Locale } from '../orders/locale.ts';
import type { ShopProfile } from './shop-profile.ts';

type BrandProfile = ShopProfile['brands'][number];

/** A brand as one customer meets it: in their language. */
export interface Brand
  extends Pick<
    BrandProfile,
    'logo' | 'colours' | 'site' | 'orderPage' | 'timeZone' | 'smsSenderId' | 'returns' | 'ratings'
  > {
  readonly name: string;
  /** The address that mails come from. */
  readonly sender: string;
  readonly support: {
    /** Where answers go. */
    readonly email: string;
    readonly telephone?: string | undefined;
    readonly hours?: string | undefined;
  };
  readonly legal: readonly string[];
}

/**
 * Whom a customer of a storefront deals with: the brand that names it, else the first; in the customer's language where
 * the shop has it.
 */
export function brandOf({ brands }: ShopProfile, storefront: string | undefined, locale: Locale): Brand {
  const brand = brands.find(({ storefronts }) => storefront !== undefined && storefronts.includes(storefront));
  const { storefronts: _, name, sender, support, legal, ...same } = brand ?? first(brands);
  const said = <Each>(texts: { readonly [locale in Locale]?: Each | undefined } & { readonly [defaultLocale]: Each }) =>
    texts[locale] ?? texts[defaultLocale];
  return {
    ...same,
    name: said(name),
    sender: said(sender),
    support: { ...support, hours: support.hours && said(support.hours) },
    legal: legal === undefined ? [] : said(legal),
  };
}

function first(brands: ShopProfile['brands']): BrandProfile {
  const [brand] = brands;
  if (brand === undefined) throw new Error('the profile of the shop has no brand');
  return brand;
}
