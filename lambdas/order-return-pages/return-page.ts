import { formatAmount, formatMoment, formatQuantity } from '../notifications/format.ts';
import { oneLine } from '../notifications/one-line.ts';
import { pageDocument } from '../order-page/page-document.ts';
import { optionsOfOrder, type ReturnableOrder, type ShopRules } from '../order-return-cases/options-of-order.ts';
import { maskedCustomer } from '../orders/masked-customer.ts';
import type { OrderContent } from '../orders/order.ts';
import { caseKinds, reasonsOf, type StoredReturnCase } from '../orders/return-case.ts';
import type { LineOptions, Verdict } from '../return-policy/return-options.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { Brand } from '../shop/brand.ts';
import type { ReturnTexts } from './locales/texts.ts';
import { returnTextsOf } from './texts.ts';

/** What the page is made of. */
export interface ReturnPageContent {
  readonly known: ReturnableOrder;
  readonly rules: ShopRules;
  readonly token: string;
  /** Whether its reader may see who the customer is. */
  readonly isProven: boolean;
  readonly brand: Brand;
  /** What came of the form that was sent from it. */
  readonly said?: 'taken' | 'refused' | undefined;
  readonly now: Date;
}

/** The same, with how it is written. */
interface View extends ReturnPageContent {
  readonly content: OrderContent;
  readonly options: readonly LineOptions[];
  readonly texts: ReturnTexts;
  readonly moment: (iso: string) => string;
  readonly units: (count: number) => string;
}

/** A list to choose from is to be as short as a telephone's screen takes it. */
const mostLines = 100;

function viewOf(page: ReturnPageContent): View {
  const { content } = page.known;
  const { locale, timeZone = page.rules.timeZone } = content;
  return {
    ...page,
    content,
    options: optionsOfOrder(page.known, page.rules, page.now),
    texts: returnTextsOf(locale),
    // The first moment that is too late: the minute before it is not.
    moment: (iso) => formatMoment(new Date(Date.parse(iso) - 60_000).toISOString(), locale, timeZone),
    units: (count) => formatQuantity(count, locale),
  };
}

/** The page on which a customer sees and does what there is to do about what they bought. It needs no script. */
export function returnPage(page: ReturnPageContent): string {
  const view = viewOf(page);
  const { texts, content, token, said, brand, known } = view;
  const title = texts.title(content.number);
  const forms = (['RETURN', 'EXCHANGE', 'CLAIM'] as const).map((kind) => askForm(view, kind));
  return pageDocument({
    locale: content.locale,
    title,
    brand,
    main: html`<section class="card">
${said && html`<p class="notice" role="alert">${texts.said[said]}</p>`}
<h1>${title}</h1>
<p><a href="../${token}">${texts.back}</a></p>
${known.cases.length > 0 && html`<h2>${texts.cases}</h2>${known.cases.map((one) => standing(view, one))}`}
<h2>${texts.options}</h2>
${withdrawalForm(view)}
${forms}
<ul>${view.options.slice(0, mostLines).map((line) => optionsOf(view, line))}</ul>
</section>`,
  });
}

/** What is withdrawn from, before it is confirmed: the second of the two steps that the law wants. */
export function confirmationPage(
  page: ReturnPageContent,
  statement: { readonly name: string; readonly lines: readonly { readonly line: number; readonly quantity: number }[] },
): string {
  const { texts, content, units, known, brand } = viewOf(page);
  const { name, lines } = statement;
  const fields = lines.map(({ line, quantity }) => html`<input type="hidden" name="line-${line}" value="${quantity}">`);
  const items = lines.map(
    ({ line, quantity }) =>
      html`\n<li><span dir="auto">${oneLine(content.lines[line - 1]?.name ?? '')}</span> × ${units(quantity)}</li>`,
  );
  return pageDocument({
    locale: content.locale,
    title: texts.withdrawal.heading,
    brand,
    main: html`<section class="card">
<h1>${texts.withdrawal.heading}</h1>
<p>${texts.withdrawal.statement(oneLine(name), content.number)}</p>
<ul>${items}
</ul>
<p>${texts.withdrawal.receipt(receiptTo(content))}</p>
<form method="post" action="returns">
<input type="hidden" name="do" value="confirm"><input type="hidden" name="seen" value="${known.order.version}">
<input type="hidden" name="name" value="${name}">${fields}
<button>${texts.withdrawal.confirm}</button>
</form>
<p><a href="returns">${texts.back}</a></p>
</section>`,
  });
}

/** Where the receipt goes, so that who sees it knows which of their addresses that is. */
function receiptTo(content: OrderContent): string {
  const { email, phone } = maskedCustomer(content);
  return email ?? phone ?? '';
}

function withdrawalForm(view: View): Markup | undefined {
  const { texts, content, isProven, known } = view;
  const lines = view.options.filter(({ WITHDRAWAL }) => WITHDRAWAL.allowed);
  if (lines.length === 0) return undefined;
  const until = lines.map(({ WITHDRAWAL }) => untilOf(WITHDRAWAL)).find((moment) => moment !== undefined);
  return html`<details id="withdraw"><summary>${texts.withdrawal.button}</summary>
<form method="post" action="returns">
<input type="hidden" name="do" value="withdraw"><input type="hidden" name="seen" value="${known.order.version}">
<p>${texts.withdrawal.text}${until !== undefined && html` (${texts.until(view.moment(until))})`}</p>
<label>${texts.withdrawal.name}<input name="name" required maxlength="100" autocomplete="name" value="${isProven && content.shippingAddress.name}"></label>
<label><input type="checkbox" name="all" value="yes" checked> ${texts.withdrawal.all}</label>
${lines.slice(0, mostLines).map((line) => unitsField(view, line, line.units + line.open, 0))}
<p>${texts.withdrawal.receipt(receiptTo(content))}</p>
<button>${texts.withdrawal.continue}</button>
</form></details>`;
}

function askForm(view: View, kind: 'RETURN' | 'EXCHANGE' | 'CLAIM'): Markup | undefined {
  const { texts, known } = view;
  const lines = view.options.filter((line) => line[kind].allowed);
  if (lines.length === 0) return undefined;
  const { title, text } = texts.ask[kind];
  const reasons = reasonsOf(kind).map((reason) => html`<option value="${reason}">${texts.reasons[reason]}</option>`);
  return html`<details><summary>${title}</summary>
<form method="post" action="returns">
<input type="hidden" name="do" value="${kind}"><input type="hidden" name="seen" value="${known.order.version}">
<p>${text}</p>
${lines.slice(0, mostLines).map((line) => html`${unitsField(view, line, line.units, lines.length === 1 ? 1 : 0)}${kind === 'EXCHANGE' && wantedField(view, line)}`)}
<label>${texts.fields.reason}<select name="reason">${reasons}</select></label>
<label>${texts.fields.text}<textarea name="text" rows="3" maxlength="1000" dir="auto"></textarea></label>
<button>${texts.fields.send}</button>
</form></details>`;
}

function unitsField({ content, texts }: View, { line }: LineOptions, most: number, value: number): Markup {
  const name = oneLine(content.lines[line - 1]?.name ?? '', 60);
  return html`<label><span dir="auto">${name}</span> · ${texts.fields.quantity}<input name="line-${line}" type="number" inputmode="numeric" min="0" max="${most}" value="${value}"></label>`;
}

function wantedField({ texts, content }: View, { line }: LineOptions): Markup {
  return html`<label>${texts.fields.wanted}<input name="sku-${line}" maxlength="64" value="${content.lines[line - 1]?.sku}"></label>`;
}

/** How a case stands, and what its customer can do about it. */
function standing(view: View, one: StoredReturnCase): Markup {
  const { texts, content, units, rules } = view;
  const { id, kind, state, lines, keeps, sendBy, givenBack, remark } = one;
  const items = lines.map(
    ({ line, quantity }) => `${oneLine(content.lines[line - 1]?.name ?? '', 60)} × ${units(quantity)}`,
  );
  const isToBeSent = state === 'APPROVED' && !keeps;
  const mayCallOff = kind !== 'WITHDRAWAL' && !keeps && (state === 'REQUESTED' || state === 'APPROVED');
  const action = (
    what: string,
    label: string,
    fields?: Markup,
    style = '',
  ) => html`<form method="post" action="returns">
<input type="hidden" name="do" value="${what}"><input type="hidden" name="case" value="${id}">${fields}
<button class="${style}">${label}</button></form>`;
  const field = (name: 'carrier' | 'trackingNumber') =>
    html`<label>${texts.fields[name]}<input name="${name}" maxlength="100"></label>`;
  return html`<div class="case"><p class="badge going">${texts.kinds[kind]} · ${texts.states[state]}</p>
<p dir="auto">${items.join(', ')}</p>
${givenBack !== undefined && givenBack > 0 && html`<p>${texts.refunded(formatAmount(givenBack, content.currency, content.locale))}</p>`}
${remark !== undefined && html`<p dir="auto">${oneLine(remark, 500)}</p>`}
${
  isToBeSent &&
  html`<p>${sendBy !== undefined && texts.sendBy(view.moment(sendBy))}${
    rules.policy.address.length > 0 &&
    html`<br>${texts.sendTo}: <span dir="auto">${rules.policy.address.join(', ')}</span>`
  }</p>
<details><summary>${texts.markSent}</summary>${action('sent', texts.sent, html`${field('carrier')}${field('trackingNumber')}`)}</details>`
}
${mayCallOff && html`<details><summary>${texts.callOff}</summary>${action('call-off', texts.callOff, undefined, 'danger')}</details>`}</div>`;
}

/** What may be asked for of a line, until when, or why not. */
function optionsOf({ content, texts, moment }: View, options: LineOptions): Markup {
  const said = caseKinds.flatMap((kind): string[] => {
    const verdict = options[kind];
    if (!verdict.allowed)
      return verdict.reason === 'NOT_OFFERED' ? [] : [`${texts.kinds[kind]}: ${texts.whyNot[verdict.reason]}`];
    const until = verdict.until === undefined ? '' : ` ${texts.until(moment(verdict.until))}`;
    return [`${texts.kinds[kind]}${until}${verdict.isSealed ? `, ${texts.sealed}` : ''}`];
  });
  return html`\n<li><span dir="auto">${oneLine(content.lines[options.line - 1]?.name ?? '', 60)}</span><br><small>${said.join(' · ')}</small></li>`;
}

function untilOf(verdict: Verdict): string | undefined {
  return verdict.allowed ? verdict.until : undefined;
}
