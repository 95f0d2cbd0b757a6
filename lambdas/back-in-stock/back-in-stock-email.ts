import Mustache from 'mustache';
import { htmlTemplate, textTemplate } from '../notifications/back-in-stock-template.generated.ts';
import type { RenderedEmail } from '../notifications/email.ts';
import { type Locale, oneLine, textsOf } from '../notifications/notice.ts';

/** A product that is back in stock, and in which language a shopper hears of it. */
export interface BackInStockNotice {
  readonly sku: string;
  readonly name: string;
  readonly locale: Locale;
  readonly shopName: string;
}

const texts = {
  en: (name: string, shop: string) => ({
    subject: `Back in stock: ${name}`,
    preheader: `You asked ${shop} to tell you. Here it is.`,
    badge: 'Back in stock',
    heading: 'It is back in stock',
    status: 'You asked us to tell you when this item is available again. It is now.',
    next: 'We cannot set it aside for you, and others asked too: order soon if you still want it.',
    footer: `You receive this e-mail, once, because you asked ${shop} for it. Your address is deleted with it.`,
  }),
  'zh-CN': (name: string, shop: string) => ({
    subject: `【${shop}】到货通知：${name}`,
    preheader: '您关注的商品已到货。',
    badge: '已到货',
    heading: '您关注的商品已到货',
    status: '您曾要求我们在此商品恢复供应时通知您，现在它已到货。',
    next: '此通知不会为您预留库存，也有其他顾客在等候；如仍需要，请尽快下单。',
    footer: `您收到此邮件，是因为您曾要求 ${shop} 通知到货。此通知仅发送一次，我们随后即删除您的邮箱地址。`,
  }),
} as const satisfies { readonly [locale in Locale]: object };

/**
 * The e-mail to a shopper who asked for a product that is back in stock.
 *
 * @example const { subject, html, text } = renderBackInStock({ sku: '85123A', name: 'T-LIGHT HOLDER', locale: 'en', shopName: 'North Lane' });
 */
export function renderBackInStock({ sku, name, locale, shopName }: BackInStockNotice): RenderedEmail {
  const { fonts, labels } = textsOf(locale);
  const shop = oneLine(shopName);
  const shown = { name: oneLine(name), sku: oneLine(sku), shop, skuLabel: labels.sku, lang: locale, fonts };
  const view = { ...texts[locale](shown.name, shop), ...shown };
  return {
    subject: view.subject,
    html: Mustache.render(htmlTemplate, view),
    text: Mustache.render(textTemplate, view, {}, { escape: String }),
  };
}
