/** An app that payment links open, by the scheme of its links. */
export type PayApp = 'weixin' | 'alipays';

/**
 * How a customer pays, as far as a message can say it: a page that any browser opens, a link for an app on their phone,
 * or a text that only some app understands (the content of a QR code, say) and that never becomes a link.
 */
export type PayLink =
  | { readonly kind: 'page'; readonly url: string }
  | { readonly kind: 'app'; readonly app: PayApp; readonly url: string }
  | { readonly kind: 'code' };

const kindByScheme: { readonly [scheme: string]: 'page' | PayApp | undefined } = {
  'http:': 'page',
  'https:': 'page',
  'weixin:': 'weixin',
  'alipays:': 'alipays',
};

/** Longer than any provider's link: what comes after that would push a mail over the size that mailboxes show whole. */
const longestLink = 4_000;

/**
 * What a provider's `payUrl` is to a customer. A link is written as a browser reads it, so that neither a line break
 * nor a direction mark in it can show another address than the one that opens.
 *
 * @example payLink('weixin://wxpay/bizpayurl?pr=abc') // { kind: 'app', app: 'weixin', url: 'weixin://wxpay/bizpayurl?pr=abc' }
 */
export function payLink(payUrl: string): PayLink {
  if (!URL.canParse(payUrl)) return { kind: 'code' };
  const { protocol, href: url } = new URL(payUrl);
  const kind = kindByScheme[protocol];
  if (kind === undefined || url.length > longestLink) return { kind: 'code' };
  return kind === 'page' ? { kind, url } : { kind: 'app', app: kind, url };
}
