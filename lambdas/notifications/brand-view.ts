import type { Locale } from '../orders/locale.ts';
import type { Brand } from '../shop/brand.ts';
import { oneLine } from './one-line.ts';
import { textsOf } from './texts.ts';

/**
 * What every mail shows of its brand, ready to print: name, mark, colours and fonts, and the block that says who
 * answers. Each field is stated, as templates ask for all.
 * @param about what a mail to the support address is about
 */
export function brandView({ name, logo, colours, support, site, legal }: Brand, locale: Locale, about?: string) {
  const { fonts, labels } = textsOf(locale);
  const { email, telephone, hours } = support;
  return {
    shop: oneLine(name),
    logo: logo ?? false,
    colours,
    fonts,
    labels,
    lang: locale,
    support: {
      email,
      mailto: `mailto:${email}${about === undefined ? '' : `?subject=${encodeURIComponent(about)}`}`,
      telephone: telephone !== undefined && {
        number: telephone,
        url: `tel:${telephone.replaceAll(/[^+\d]/g, '')}`,
        hours: hours ?? false,
      },
    },
    site: site !== undefined && { url: site, name: new URL(site).host.replace(/^www\./, '') },
    legal,
  };
}
