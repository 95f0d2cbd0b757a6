import type { OutputOf } from '../../../client/src/client.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask } from '../dialog.ts';
import { type Child, h, show } from '../dom.ts';
import { counted, moment, money, span, timeZone, when, words } from '../format.ts';
import { actionsOn } from '../order-actions.ts';
import { parcels } from '../parcels.ts';
import { publishedError } from '../published-error.ts';
import { figures, table } from '../table.ts';
import { ticketsOfOrder } from '../tickets-of-order.ts';
import { auditOf } from './audit.ts';

type Story = OutputOf<'getOrderStory'>;
type Entry = Story['timeline'][number];

/** One order: where it stands in a sentence, what may be done about it, and all that happened, on one axis of time. */
export const order: Screen = {
  title: 'Order',
  needs: 'getOrderStory',
  async draw(visit) {
    const { desk, subject: orderId = '', signal, again } = visit;
    const story = await desk.api.getOrderStory({ orderId, timeZone }, { signal });
    const { standing, order, timeline, missing = [] } = story;
    const actions = actionsOn(desk, story, again);
    return [
      h(
        'div',
        { class: 'heading' },
        h('h1', { tabindex: -1 }, order.number),
        h('span', { class: `badge ${toneOf(order.status)}` }, words(order.status)),
        h(
          'small',
          {},
          'placed ',
          when(order.createdAt),
          ` for ${money(order.currentTotal ?? order.total, order.currency)}`,
        ),
      ),
      h(
        'section',
        { class: `card standing ${standing.turn === 'staff' ? 'bad' : ''}` },
        h('p', { class: 'lead' }, standing.sentence),
        h(
          'p',
          {},
          standing.advice,
          standing.until !== undefined && [' ', h('small', {}, 'That time is over ', when(standing.until), '.')],
        ),
      ),
      missing.length > 0 &&
        h(
          'p',
          { class: 'warning' },
          `Could not be read just now, and is not shown: ${missing.join(', ')}. Look again in a moment.`,
        ),
      actions.length > 0 &&
        h('div', { class: 'buttons actions', role: 'group', 'aria-label': 'What may be done' }, actions),
      h(
        'div',
        { class: 'side' },
        h(
          'section',
          { class: 'card' },
          h('h2', {}, 'What happened'),
          axis(timeline),
          desk.session.may('listActions') && h('p', {}, h('a', { href: auditOf({ orderId }) }, 'Who did what to it')),
        ),
        h(
          'div',
          {},
          customer(visit, story),
          arriving(story),
          parcels(story),
          ticketsOfOrder(visit, orderId),
          payments(story),
          stock(story),
          execution(story),
          lines(story),
        ),
      ),
    ];
  },
};

function axis(timeline: readonly Entry[]): Child {
  return h(
    'ol',
    { class: 'story' },
    timeline.map(({ at, kind, text, by }) =>
      h(
        'li',
        { class: toneOfEntry(kind, text) },
        moment(at),
        h('p', {}, h('span', { class: 'kind' }, kind), ' ', text, by !== undefined && h('small', {}, ` · ${by}`)),
      ),
    ),
  );
}

function toneOfEntry(kind: Entry['kind'], text: string): string {
  if (/fail|declin|reject|refused|bounced|lost|cut off/i.test(text)) return 'bad';
  if (kind === 'operator' || kind === 'note') return 'accent';
  return /confirmed|captured|delivered|shipped/i.test(text) ? 'good' : 'ended';
}

function customer({ desk }: Visit, { customer: { name, email, phone, country }, order }: Story): HTMLElement {
  const shown = h('dl', {}, facts({ Name: name, 'E-mail': email, Telephone: phone, Country: country }));
  const reveal = async () => {
    await ask(desk, {
      title: `See whose order ${order.number} is`,
      explanation: 'That you looked, and why, is kept for seven years.',
      action: 'Show it',
      async run({ why = '' }, { api }) {
        const { contact, shippingAddress } = await api.revealCustomer({ orderId: order.id, body: { reason: why } });
        const { name, country, ...address } = shippingAddress;
        show(
          shown,
          facts({
            Name: name,
            'E-mail': contact.email,
            Telephone: contact.phone,
            Address: [...Object.values(address), country].join(', '),
          }),
        );
        button.remove();
      },
    });
  };
  const button = h('button', { type: 'button', id: 'reveal', onclick: reveal }, 'Reveal …');
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Customer'),
    shown,
    desk.session.may('revealCustomer') && h('div', { class: 'buttons below' }, button),
  );
}

/** When it will arrive, as far as that is foreseen. */
function arriving({ arrival }: Story): Child {
  if (arrival === undefined) return undefined;
  const { earliestDay, latestDay, lateProbability, keptOf100 } = arrival;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Arrival, foreseen'),
    h(
      'dl',
      {},
      facts({
        Between: `${earliestDay} and ${latestDay}`,
        'Chance to be late': lateProbability === undefined ? undefined : `${Math.round(100 * lateProbability)} of 100`,
      }),
    ),
    publishedError(
      'arrival',
      keptOf100 === undefined
        ? 'Here too few orders have arrived yet to say so.'
        : `Here ${keptOf100} of 100 orders came within the range of the last two weeks.`,
    ),
  );
}

function payments({ payments, order }: Story): Child {
  if (payments.length === 0) return undefined;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Money'),
    payments.map(
      ({
        try: number,
        provider,
        reference,
        status,
        amount,
        currency,
        captured,
        refunded,
        payBefore,
        refunds,
        disputes,
        review,
        risk,
      }) =>
        h(
          'dl',
          {},
          facts({
            ...(payments.length > 1 && { Try: number }),
            Status: `${words(status)}, ${provider}`,
            Amount: money(amount, currency),
            Taken: captured > 0 ? money(captured, currency) : undefined,
            'Given back': refunded > 0 ? money(refunded, currency) : undefined,
            Reference: reference === undefined ? undefined : h('span', { class: 'code' }, reference),
            'Waited for until': payBefore !== undefined && status === 'PENDING' ? moment(payBefore) : undefined,
            'To be decided': review,
            Risk: risk && [riskWords(risk), publishedError('risk')],
            Disputes:
              disputes.length > 0
                ? disputes.map(({ kind, reason, status }) => `${kind} ${reason} ${status}`).join('; ')
                : undefined,
            Refunds:
              refunds.length > 0
                ? refunds
                    .map(
                      ({ amount, reason, failure }) =>
                        `${money(amount, order.currency)} ${reason}${failure ? ` (${failure.code})` : ''}`,
                    )
                    .join('; ')
                : undefined,
          }),
        ),
    ),
  );
}

/** What the rules said, what they found, and who decided. */
function riskWords({
  mode,
  outcome,
  score,
  reasons,
  review,
  decidedBy,
}: NonNullable<Story['payments'][number]['risk']>) {
  const found = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  const decided = decidedBy === undefined ? '' : ` by ${decidedBy}`;
  const then = review === undefined ? '' : `; ${words(review).toLowerCase()}${decided}`;
  return `${words(outcome)}, score ${score}${found}${mode === 'shadow' ? '; recorded only' : then}`;
}

function stock({ stock: { held, holdExpiresAt } }: Story): Child {
  if (held.length === 0) return undefined;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Stock held'),
    h(
      'ul',
      { class: 'plain-list' },
      held.map(({ sku, quantity, backordered }) =>
        h(
          'li',
          {},
          `${quantity} × `,
          h('a', { href: `#/product/${encodeURIComponent(sku)}` }, sku),
          backordered && h('small', {}, ` ${backordered.quantity} to come`),
        ),
      ),
    ),
    holdExpiresAt !== undefined && h('p', {}, h('small', {}, 'The hold ends ', when(holdExpiresAt), '.')),
  );
}

function execution({ execution }: Story): Child {
  if (execution === undefined) return undefined;
  const { status, steps, redrives, consoleUrl, traceUrl, error, cause } = execution;
  const took = ({ startedAt, endedAt }: (typeof steps)[number]) =>
    endedAt === undefined ? '' : span(Date.parse(endedAt) - Date.parse(startedAt));
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, `Execution: ${words(status)}`, redrives > 0 && h('small', {}, ` ${counted(redrives, 'redrive')}`)),
    error !== undefined && h('p', { class: 'code' }, [error, cause].filter(Boolean).join(': ')),
    table(
      'Steps',
      ['Step', 'Status', ...figures('Tries', 'Took')],
      steps.map((step) => [
        step.name,
        [step.status, step.error !== undefined && h('small', {}, ` ${step.error}`)],
        step.attempts,
        took(step),
      ]),
    ),
    h(
      'p',
      {},
      outward(consoleUrl, 'Execution in the AWS console'),
      traceUrl !== undefined && [' · ', outward(traceUrl, 'Trace')],
    ),
  );
}

function lines({ order: { lines, currency } }: Story): Child {
  if (lines === undefined) return undefined;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Lines'),
    table(
      'Lines',
      ['Product', ...figures('Units', 'Each')],
      lines.map(({ sku, quantity, cancelled, unitPrice }) => [
        [sku, cancelled > 0 && h('small', {}, ` ${cancelled} cancelled`)],
        quantity,
        money(unitPrice, currency),
      ]),
    ),
  );
}

/** What is known, by its name. */
function facts(known: Readonly<Record<string, Child>>): Child {
  return Object.entries(known)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]);
}

function outward(href: string, text: string): HTMLElement {
  return h('a', { href, target: '_blank', rel: 'noreferrer' }, text);
}

function toneOf(status: Story['order']['status']): string {
  if (status === 'CONFIRMED' || status === 'SHIPPED') return 'good';
  return status === 'REJECTED' ? 'bad' : status === 'CANCELLED' ? 'ended' : 'accent';
}
