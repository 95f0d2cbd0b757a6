import type { OutputOf } from '../../../client/src/client.ts';
import type { Screen } from '../desk.ts';
import { type Child, h } from '../dom.ts';
import { moment, money, when, words } from '../format.ts';
import { actionsOn } from '../order-actions.ts';
import { figures, table } from '../table.ts';

type Order = OutputOf<'getOrder'>;

/** One order: where it stands in a sentence, what may be done about it, and what happened, on one axis of time. */
export const order: Screen = {
  title: 'Order',
  needs: 'getOrder',
  async draw({ desk, subject: orderId = '', signal, again }) {
    const found = await desk.api.getOrder({ orderId }, { signal });
    const actions = actionsOn(desk, found, again);
    return [
      h(
        'div',
        { class: 'heading' },
        h('h1', { tabindex: -1 }, found.number),
        h('span', { class: `badge ${toneOf(found.status)}` }, words(found.status)),
        h(
          'small',
          {},
          'placed ',
          when(found.createdAt),
          ` for ${money(found.currentTotal ?? found.total, found.currency)}`,
        ),
      ),
      actions.length > 0 &&
        h('div', { class: 'buttons actions', role: 'group', 'aria-label': 'What may be done' }, actions),
      h(
        'div',
        { class: 'side' },
        h('section', { class: 'card' }, h('h2', {}, 'What happened'), story(found)),
        h('div', {}, h('section', { class: 'card' }, h('h2', {}, 'Lines'), lines(found))),
      ),
    ];
  },
};

function story({ timeline }: Order): Child {
  return h(
    'ol',
    { class: 'story' },
    timeline.map(({ at, event, detail }) =>
      h('li', {}, moment(at), h('p', {}, words(event), detail !== undefined && [' ', h('small', {}, detail)])),
    ),
  );
}

function lines({ lines, currency }: Order): Child {
  return table(
    'Lines',
    ['Product', ...figures('Units', 'Each')],
    lines.map(({ sku, quantity, unitPrice }) => [sku, quantity, money(unitPrice, currency)]),
  );
}

function toneOf(status: Order['status']): string {
  if (status === 'CONFIRMED' || status === 'SHIPPED') return 'good';
  return status === 'REJECTED' ? 'bad' : status === 'CANCELLED' ? 'ended' : 'accent';
}
