import { formatAmount } from '../notifications/format.ts';
import { oneLine } from '../notifications/one-line.ts';
import { pageDocument } from '../order-page/page-document.ts';
import type { Locale } from '../orders/locale.ts';
import { html } from '../runtime/html.ts';
import type { Brand } from '../shop/brand.ts';
import type { ReturnPolicy } from '../shop/return-policy.ts';
import { returnTextsOf } from './texts.ts';

/** What the shop takes back, until when and at whose cost: each sentence follows from its policy. */
export function returnGuide(policy: ReturnPolicy, locale: Locale, brand: Brand): string {
  const { guide, withdrawal } = returnTextsOf(locale);
  const title = guide.title(oneLine(brand.name));
  return pageDocument({
    locale,
    title,
    brand,
    main: html`<section class="card"><h1>${title}</h1>
${guideSentences(policy, locale).map((sentence) => html`<p>${sentence}</p>`)}
${
  policy.exceptions.length > 0 &&
  html`<h2>${guide.exceptions}</h2><ul>${[...new Set(policy.exceptions.map(({ kind }) => kind))].map((kind) => html`<li>${guide.exception[kind]}</li>`)}</ul>`
}
${policy.address.length > 0 && html`<h2>${guide.address}</h2><address dir="auto">${policy.address.map((line) => html`${line}<br>`)}</address>`}
${policy.withdrawalDays > 0 && html`<p class="ask"><a class="button" href="withdrawal">${withdrawal.button}</a></p>`}
</section>`,
  });
}

/** The sentences of the guide, in their order. */
export function guideSentences(policy: ReturnPolicy, locale: Locale): readonly string[] {
  const { guide } = returnTextsOf(locale);
  const amounts = (by: Readonly<Record<string, number>>, write: (amount: string) => string) =>
    Object.entries(by)
      .filter(([, amount]) => amount > 0)
      .map(([currency, amount]) => write(formatAmount(amount, currency, locale)));
  const hasWithdrawal = policy.withdrawalDays > 0;
  return [
    ...(hasWithdrawal ? [guide.withdrawal(policy.withdrawalDays), guide.how] : [guide.noWithdrawal]),
    ...(policy.returnDays > 0 ? [guide.returns(policy.returnDays)] : []),
    ...(policy.returnDays > 0 && policy.exchanges ? [guide.exchanges] : []),
    guide.claims(policy.claimMonths),
    guide.sendWithin(policy.sendWithinDays),
    guide.postage[policy.postage],
    ...(hasWithdrawal ? [guide.refund, ...amounts(policy.standardDelivery, guide.standardDelivery)] : []),
    ...(policy.returnDays > 0 ? amounts(policy.returnFee, guide.fee) : []),
    ...amounts(policy.keepBelow, guide.keep),
  ];
}
