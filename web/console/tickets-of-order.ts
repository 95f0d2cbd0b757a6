import type { Visit } from './desk.ts';
import { type Child, h, show } from './dom.ts';
import { when, words } from './format.ts';
import { explain } from './problems.ts';

/** What was asked about an order, to who may see it; it comes by itself, so that the order is not waited for longer. */
export function ticketsOfOrder({ desk, signal }: Visit, orderId: string): Child {
  if (!desk.session.may('listTickets')) return undefined;
  const list = h('div', {}, h('p', { class: 'quiet' }, 'Looking …'));
  desk.api.listTickets({ orderId }, { signal }).then(
    ({ tickets }) =>
      show(
        list,
        tickets.length === 0
          ? h('p', {}, 'Nobody has asked about it.')
          : h(
              'ul',
              { class: 'plain-list' },
              tickets.map(({ id, subject, state, updatedAt }) =>
                h(
                  'li',
                  {},
                  h('a', { href: `#/tickets/${id}` }, subject),
                  h('small', {}, ` ${words(state)}, `, when(updatedAt)),
                ),
              ),
            ),
      ),
    (error) => {
      if (!signal.aborted) show(list, h('p', { class: 'quiet' }, explain(error)));
    },
  );
  return h('section', { class: 'card' }, h('h2', {}, 'Tickets'), list);
}
