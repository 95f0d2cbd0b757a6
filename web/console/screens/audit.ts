import type { OutputOf } from '../../../client/src/client.ts';
import type { Desk, Screen, Visit } from '../desk.ts';
import { type Child, h, show } from '../dom.ts';
import { moment, words } from '../format.ts';
import { alertOf } from '../problems.ts';
import { table } from '../table.ts';

type Entry = OutputOf<'listActions'>['actions'][number];
/** Of which order, person or day; of none of them, today. */
type Wanted = { readonly orderId?: string; readonly who?: string; readonly day?: string };

/** Where the audit of one order, or one person, stands on the desk. */
export function auditOf(wanted: Wanted): string {
  return `#/audit/${encodeURIComponent(new URLSearchParams(wanted).toString())}`;
}

/** Who did what, why, and what came of it. */
export const audit: Screen = {
  title: 'Who did what',
  tab: 'Audit',
  needs: 'listActions',
  async draw(visit) {
    const wanted: Wanted = Object.fromEntries(new URLSearchParams(visit.subject));
    const results = h('div', { 'aria-live': 'polite' });
    const field = (id: string, label: string, type: string, value = '') =>
      h('input', { id, type, value, 'aria-label': label, autocomplete: 'off', spellcheck: 'false', maxlength: 255 });
    const order = field('order', 'Order', 'search', wanted.orderId);
    const who = field('who', 'Person', 'search', wanted.who);
    const day = field('day', 'Day', 'date', wanted.day);
    const look = async (event: Event) => {
      event.preventDefault();
      try {
        const [id, person] = [order.value.trim(), who.value.trim()];
        location.hash = auditOf({
          ...(id !== '' && { orderId: await orderIdOf(visit.desk, id) }),
          ...(person !== '' && { who: person }),
          ...(day.value !== '' && { day: day.value }),
        });
      } catch (error) {
        show(results, alertOf(error));
      }
    };
    await showPage(visit, wanted, results);
    return [
      h('h1', { tabindex: -1 }, 'Who did what'),
      h(
        'form',
        { class: 'search', role: 'search', onsubmit: look },
        h('label', { class: 'wide' }, h('span', {}, 'Order, by its number or id'), order),
        h('label', {}, h('span', {}, 'Person, as their issuer knows them'), who),
        h('label', {}, h('span', {}, 'Day, UTC'), day),
        h('button', { type: 'submit', class: 'primary' }, 'Look'),
      ),
      results,
    ];
  },
};

/** The id of the order that is meant. @throws Error where none is known by that */
async function orderIdOf(desk: Desk, said: string): Promise<string> {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(said)) return said.toLowerCase();
  const { orders, hint } = await desk.api.searchOrders({ body: { q: said, limit: 1 } });
  if (orders[0] === undefined) throw new Error(hint ?? 'No order is known by that.');
  return orders[0].id;
}

/** Shows a page, and the pages before it. */
async function showPage(
  { desk, signal }: Pick<Visit, 'desk' | 'signal'>,
  wanted: Wanted,
  results: HTMLElement,
  before: readonly Entry[] = [],
  cursor?: string,
): Promise<void> {
  const input = { ...wanted, limit: 50, ...(cursor !== undefined && { cursor }) };
  const { actions, next } = await desk.api.listActions(input, { signal });
  const all = [...before, ...actions];
  const further = async () => {
    try {
      await showPage({ desk, signal }, wanted, results, all, next);
    } catch (error) {
      show(results, alertOf(error));
    }
  };
  show(
    results,
    all.length === 0 ? h('p', { class: 'quiet' }, 'Nobody did anything then.') : tableOf(all),
    next !== undefined && h('button', { type: 'button', id: 'more', onclick: further }, 'Look further'),
  );
}

function tableOf(entries: readonly Entry[]): Child {
  return table(
    'Who did what',
    ['When', 'Who', 'What', 'To', 'Why', 'What came of it'],
    entries.map(({ at, who, name, roles, action, orderId, about, reason, before, after, outcome }) => [
      moment(at),
      [h('a', { href: auditOf({ who }) }, name), roles.length > 0 && h('small', {}, ` ${roles.join(', ')}`)],
      [words(action), changed(before, after)],
      [orderId !== undefined && h('a', { href: `#/orders/${orderId}` }, 'Order'), about !== undefined && ` ${about}`],
      reason,
      outcome === undefined
        ? 'cut off: look at what it was about'
        : [words(outcome.result), outcome.detail !== undefined && h('small', {}, ` ${outcome.detail}`)],
    ]),
  );
}

/** What was changed, by name: from what, where that was kept, to what. */
function changed(before: Entry['before'] = {}, after: Entry['after'] = {}): Child {
  const says = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const facts = Object.entries(after).map(([name, value]) =>
    name in before ? `${words(name)}: ${says(before[name])} → ${says(value)}` : `${words(name)}: ${says(value)}`,
  );
  return facts.length > 0 && h('small', {}, ` ${facts.join('; ')}`);
}
