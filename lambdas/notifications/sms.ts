import { eventTexts } from './event-texts.ts';
import { formatAmount, formatDays, formatMoment } from './format.ts';
import { isolated } from './isolated.ts';
import { areCreditsBack, dueOf, type Notice, timeZoneOf } from './notice.ts';
import { oneLine } from './one-line.ts';
import { payLink } from './pay-link.ts';
import type { PaymentOutcome } from './payment-outcome.ts';
import { asGsm, isGsm, smsParts } from './sms-parts.ts';
import { textsOf } from './texts.ts';

/** How many parts a message may have that brings a payment link: it is worth more to the customer than a part costs. */
const partsWithLink = 3;

/** Where the money is when nobody has to care. */
const goesWell: readonly PaymentOutcome[] = ['AUTHORIZED', 'CAPTURED', 'PAID_BY_CREDIT', 'FREE'];

/**
 * A notice as a short message: shop, order number, what happened, and, where one part has the room, the money. One that
 * awaits a payment brings the link to it, and until when; but no link that one part cannot hold whole. The link to the
 * order's page costs no further part: where it has no room, it is left out.
 *
 * @example renderSms(notice) // 'North Lane: your order K7Q-4XW-2R9 for £139.12 is confirmed. Your payment is authorised.'
 */
export function renderSms(notice: Notice): string {
  const { locale, order } = notice;
  const texts = textsOf(locale);
  const shop = isolated(oneLine(notice.shop.name, 30));
  const facts = {
    shop,
    number: order.number,
    total: shortAmount(notice, order.total),
    due: shortAmount(notice, dueOf(order)),
    money: (amount: number) => shortAmount(notice, amount),
    days: (from: string, to: string) => formatDays(from, to, locale),
    foreign: (words: string) => isolated(oneLine(words)),
    moment: (iso: string) => shortMoment(iso, notice),
  };
  const { sms, smsMore } = eventTexts(notice, facts);
  const further = smsMore ?? [texts.shortPayment[order.payment]];
  const back = areCreditsBack(notice) ? [texts.creditsBack] : [];
  const before = order.payBefore === undefined ? [] : [texts.pay.shortBefore(shortMoment(order.payBefore, notice))];
  const link = linkOf(notice);
  const message = (...sentences: readonly string[]) => asGsm(texts.sms(shop, sentences));
  if (link !== undefined) {
    const { sentence, url } = link;
    const withLink = [
      message(sms, ...before, sentence),
      message(sms, sentence, ...before),
      message(sentence, sms, ...before),
      message(sms, sentence),
      message(sentence, sms),
    ].find((text) => smsParts(text).length <= partsWithLink && smsParts(text).some((part) => part.includes(url)));
    if (withLink !== undefined) return withLink;
  }
  const page = texts.pageLink.shortLink(notice.pageUrl);
  const choices = [
    ...further.flatMap((more) => [message(sms, ...before, more, ...back, page), message(sms, ...before, more, page)]),
    // Of money that is where it should be, the page says enough.
    ...(smsMore === undefined && goesWell.includes(order.payment) ? [message(sms, page)] : []),
    ...further.flatMap((more) => [
      message(sms, ...before, more, ...back),
      message(sms, ...before, more),
      message(sms, more),
    ]),
    message(sms, ...before),
  ];
  return choices.find((text) => smsParts(text).length === 1) ?? message(sms);
}

/** The payment link, and the sentence that brings it; none for what is no link. */
function linkOf({ locale, order: { payUrl } }: Notice) {
  const link = payUrl === undefined ? undefined : payLink(payUrl);
  if (link === undefined || link.kind === 'code') return undefined;
  const { url } = link;
  return { url, sentence: textsOf(locale).pay.shortLink[link.kind === 'page' ? 'page' : link.app](url) };
}

/** A moment without the space that does not break, which the GSM alphabet does not have. */
function shortMoment(iso: string, notice: Notice): string {
  return formatMoment(iso, notice.locale, timeZoneOf(notice)).replaceAll('\u00A0', ' ');
}

/** The amount with its symbol, or its code where the symbol (₹, ₩, …) would more than halve the room. */
function shortAmount({ locale, order: { currency } }: Notice, minorUnits: number): string {
  const amount = (display: 'symbol' | 'code') =>
    formatAmount(minorUnits, currency, locale, display).replaceAll('\u00A0', ' ');
  const symbol = amount('symbol');
  return textsOf(locale).smsAlphabet === 'GSM-7' && !isGsm(symbol) ? amount('code') : symbol;
}
