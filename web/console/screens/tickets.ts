import type { InputOf, OutputOf } from '../../../client/src/client.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask } from '../dialog.ts';
import { type Child, h, show } from '../dom.ts';
import { moment, timeZone, when, words } from '../format.ts';
import { actionsOn } from '../order-actions.ts';
import { explain } from '../problems.ts';
import { table } from '../table.ts';

type TicketPage = OutputOf<'listTickets'>;
type Summary = TicketPage['tickets'][number];
type Ticket = OutputOf<'getTicket'>;
type Change = InputOf<'changeTicket'>['body'];

const states = [
  'OPEN',
  'WAITING_FOR_CUSTOMER',
  'ON_HOLD',
  'SOLVED',
  'CLOSED',
] as const satisfies readonly Summary['state'][];
const severities = ['URGENT', 'HIGH', 'NORMAL', 'LOW'] as const satisfies readonly Summary['severity'][];
const categories = [
  'ARRIVAL',
  'ADDRESS',
  'PAYMENT',
  'REFUND',
  'DAMAGED',
  'RETURN',
  'RATING',
  'OTHER',
] as const satisfies readonly Summary['category'][];

const refreshSeconds = 30;

/** Which queue was looked at last in this tab: kept for the way back from a ticket. */
let lastState: Summary['state'] = 'OPEN';

/** What customers have asked: the queues, or one ticket with all that was said in it. */
export const tickets: Screen = {
  title: 'Tickets',
  tab: 'Tickets',
  needs: 'listTickets',
  async draw(visit) {
    return visit.subject === undefined ? queue(visit) : ticket(visit, visit.subject);
  },
};

async function queue(visit: Visit): Promise<Child> {
  const { desk, signal, again, againIn } = visit;
  const { tickets: listed, next } = await desk.api.listTickets({ state: lastState, limit: 100 }, { signal });
  againIn(refreshSeconds);
  const state = h(
    'select',
    {
      id: 'state',
      onchange: () => {
        lastState = states.find((name) => name === state.value) ?? 'OPEN';
        return again();
      },
    },
    states.map((name) => h('option', { value: name, selected: name === lastState }, words(name))),
  );
  return [
    h('h1', { tabindex: -1 }, 'Tickets'),
    h(
      'div',
      { class: 'search' },
      h('label', {}, h('span', {}, 'State'), state),
      desk.session.may('openTicket') &&
        h('button', { type: 'button', id: 'open-ticket', onclick: () => openTicket(visit) }, 'Open a ticket …'),
    ),
    listed.length === 0
      ? h('p', { class: 'verdict good' }, `No ticket is ${words(lastState).toLowerCase()}.`)
      : table(
          'Tickets',
          ['Ticket', 'About', 'Severity', 'Answer due', 'Waits since', 'Owner', 'Came by'],
          listed.map(row),
        ),
    next !== undefined && h('p', {}, 'Those that are due later are not shown.'),
  ];
}

function row({ id, subject, category, severity, answerBy, escalatedAt, updatedAt, owner, channel }: Summary): Child[] {
  return [
    h('a', { href: `#/tickets/${id}` }, subject),
    words(category),
    words(severity),
    [
      answerBy !== undefined && when(answerBy),
      escalatedAt !== undefined && [' ', h('span', { class: 'badge bad' }, 'late')],
    ],
    when(updatedAt),
    owner ?? '',
    words(channel),
  ];
}

async function ticket(visit: Visit, ticketId: string): Promise<Child> {
  const { desk, signal } = visit;
  const found = await desk.api.getTicket({ ticketId }, { signal });
  const { subject, state, severity, category, owner, orderId, claimedOrder, requester, answerBy, escalatedAt } = found;
  const asked = requester && [requester.name, requester.email].filter(Boolean).join(', ');
  return [
    h(
      'div',
      { class: 'heading' },
      h('h1', { tabindex: -1 }, subject),
      h(
        'span',
        { class: `badge ${escalatedAt !== undefined ? 'bad' : state === 'OPEN' ? 'accent' : 'ended'}` },
        words(state),
      ),
      h(
        'small',
        {},
        `${words(category)} · ${words(severity)} · ${owner ?? 'nobody sees to it'}`,
        answerBy !== undefined && [' · answer due ', when(answerBy)],
      ),
    ),
    orderId !== undefined && (await orderOf(visit, orderId)),
    orderId === undefined &&
      h(
        'p',
        { class: 'warning' },
        `About no order that its sender has shown to be theirs${claimedOrder === undefined ? '' : `; they name ${claimedOrder}`}. Tell them nothing of an order before you know who they are.`,
      ),
    asked !== undefined && h('p', {}, `Asked by ${asked}`),
    actions(visit, found),
    h('section', { class: 'card' }, h('h2', {}, 'What was said'), thread(found)),
    desk.session.may('answerTicket') && answer(visit, found),
  ];
}

/** The order that a ticket is about: where it stands, and what may be done about it without leaving the ticket. */
async function orderOf({ desk, signal, again }: Visit, orderId: string): Promise<Child> {
  const link = (text: string) => h('a', { href: `#/orders/${orderId}` }, text);
  if (!desk.session.may('getOrderStory')) return undefined;
  try {
    const story = await desk.api.getOrderStory({ orderId, timeZone }, { signal });
    const actions = actionsOn(desk, story, again);
    return h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Order ', link(story.order.number)),
      h('p', {}, story.standing.sentence),
      actions.length > 0 && h('div', { class: 'buttons', role: 'group', 'aria-label': 'About the order' }, actions),
    );
  } catch (error) {
    if (signal.aborted) throw error;
    return h('p', {}, link('The order'), h('small', {}, ` ${explain(error)}`));
  }
}

const marks: Readonly<Record<NonNullable<Ticket['messages'][number]['delivery']>, string>> = {
  PENDING: 'the mail is about to go out',
  SENDING: 'the mail is going out',
  SENT: 'sent by mail',
  REFUSED: 'not sent: there is no address, or it takes no mail',
  UNKNOWN: 'nobody knows whether the mail went out',
  BOUNCED: 'came back: nobody has read it in their mailbox',
};

function thread({ messages }: Ticket): Child {
  return h(
    'ol',
    { class: 'story' },
    messages.map(
      ({ at, from, name, text, quoted, isInternal, isUnverified, isAutomatic, attachments = [], delivery, channel }) =>
        h(
          'li',
          { class: isInternal ? 'ended' : from === 'CUSTOMER' ? 'accent' : 'good' },
          moment(at),
          h(
            'div',
            {},
            h('p', { class: 'said', dir: 'auto' }, text),
            quoted !== undefined &&
              h('details', {}, h('summary', {}, 'Quoted'), h('p', { class: 'said', dir: 'auto' }, quoted)),
            attachments.length > 0 &&
              h(
                'p',
                {},
                h('small', {}, `Attached: ${attachments.map(({ name: file, type }) => file || type).join(', ')}`),
              ),
            h(
              'small',
              {},
              [
                isInternal ? 'for the team' : words(from),
                name,
                words(channel) !== words(from) && words(channel),
                isUnverified && 'sender not verified',
                isAutomatic && 'nobody wrote it',
                delivery && marks[delivery],
              ]
                .filter(Boolean)
                .join(' · '),
            ),
          ),
        ),
    ),
  );
}

/** The answer that is being written, by its ticket: it is still there when the screen is drawn anew. */
const drafts = new Map<string, string>();

function answer(visit: Visit, { id: ticketId, answers, state }: Ticket): HTMLElement {
  const { desk, again } = visit;
  let idempotencyKey = crypto.randomUUID();
  const text = h(
    'textarea',
    { id: 'answer', rows: 6, maxlength: 20_000, dir: 'auto', oninput: () => drafts.set(ticketId, text.value) },
    drafts.get(ticketId) ?? '',
  );
  const prepared = h(
    'select',
    {
      id: 'prepared',
      onchange: () => {
        text.value = answers.find(({ name }) => name === prepared.value)?.text ?? text.value;
        drafts.set(ticketId, text.value);
      },
    },
    h('option', { value: '' }, 'Write yourself'),
    answers.map(({ name, title }) => h('option', { value: name }, title)),
  );
  const trouble = h('div', { role: 'alert' });
  const send = (more: Partial<InputOf<'answerTicket'>['body']>) => async () => {
    show(trouble);
    try {
      await desk.api.answerTicket({ ticketId, body: { text: text.value.trim(), ...more } }, { idempotencyKey });
      idempotencyKey = crypto.randomUUID();
      drafts.delete(ticketId);
      desk.say(more.isInternal ? 'Kept for the team.' : 'Answered.');
      await again();
    } catch (error) {
      show(trouble, h('p', { class: 'alert' }, explain(error)));
    }
  };
  const button = (id: string, label: string, more: Partial<InputOf<'answerTicket'>['body']>, style = '') =>
    h('button', { type: 'button', id, class: style, onclick: send(more) }, label);
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, state === 'CLOSED' ? 'Answer, and open it again with what they write' : 'Answer'),
    h('div', { class: 'field' }, h('label', {}, h('span', {}, 'Begin with'), prepared)),
    h('div', { class: 'field' }, h('label', {}, h('span', {}, 'Text'), text)),
    trouble,
    h(
      'div',
      { class: 'buttons' },
      button('send', 'Send', {}, 'primary'),
      button('send-solved', 'Send, and solved', { state: 'SOLVED' }),
      button('send-hold', 'Send, and put off', { state: 'ON_HOLD' }),
      button('note-ticket', 'Keep for the team', { isInternal: true }),
    ),
  );
}

function actions(visit: Visit, found: Ticket): Child {
  const { desk } = visit;
  if (!desk.session.may('changeTicket')) return undefined;
  const { session } = desk;
  const set = (id: string, label: string, change: Omit<Change, 'version'>) =>
    h('button', { type: 'button', id, onclick: () => applied(visit, found, change) }, label);
  return h(
    'div',
    { class: 'buttons actions', role: 'group', 'aria-label': 'What may be done' },
    found.owner !== session.name && set('take', 'I see to it', { owner: session.name }),
    found.state !== 'OPEN' && set('reopen', 'Open again', { state: 'OPEN' }),
    found.state === 'OPEN' && set('hold', 'Put off', { state: 'ON_HOLD' }),
    found.state !== 'CLOSED' && set('close', 'Close', { state: 'CLOSED' }),
    h('button', { type: 'button', id: 'sort', onclick: () => sort(visit, found) }, 'Sort …'),
  );
}

async function applied(
  { desk, again }: Visit,
  { id: ticketId, version }: Ticket,
  change: Omit<Change, 'version'>,
): Promise<void> {
  try {
    await desk.api.changeTicket({ ticketId, body: { version, ...change } });
    desk.say('Changed.');
  } catch (error) {
    desk.say(explain(error));
  }
  await again();
}

async function sort(
  { desk, again }: Visit,
  { id: ticketId, version, category, severity, orderId }: Ticket,
): Promise<void> {
  await ask(desk, {
    title: 'Sort the ticket',
    fields: [
      { name: 'category', label: 'About', value: category, options: categories.map((name) => [name, words(name)]) },
      { name: 'severity', label: 'Severity', value: severity, options: severities.map((name) => [name, words(name)]) },
      {
        ...{ name: 'orderId', label: 'Order', isOptional: true as const, value: orderId ?? '' },
        help: 'Its id, once you know that it is theirs: they then see the ticket on its page.',
      },
    ],
    action: 'Sort it',
    hasNoReason: true,
    async run({ category: about, severity: matters, orderId: of }, { api }) {
      const body = { version, category: about, severity: matters, ...(of !== undefined && { orderId: of }) } as Change;
      await api.changeTicket({ ticketId, body });
    },
  });
  await again();
}

async function openTicket({ desk }: Visit): Promise<void> {
  let opened = '';
  const isOpened = await ask(desk, {
    title: 'Open a ticket',
    explanation: 'What you write is for the team; the customer gets what is answered.',
    fields: [
      { name: 'orderId', label: 'Id of the order', isOptional: true },
      { name: 'email', label: 'Their e-mail address, where it is about no order', type: 'email', isOptional: true },
      { name: 'category', label: 'About', options: categories.map((name) => [name, words(name)]) },
      { name: 'severity', label: 'Severity', value: 'NORMAL', options: severities.map((name) => [name, words(name)]) },
      { name: 'subject', label: 'Subject', maxLength: 200 },
      { name: 'text', label: 'What they say', isLong: true, maxLength: 2_000 },
    ],
    action: 'Open it',
    hasNoReason: true,
    async run(values, { api, idempotencyKey }) {
      const ticketOf = await api.openTicket({ body: values as InputOf<'openTicket'>['body'] }, { idempotencyKey });
      opened = ticketOf.id;
    },
  });
  if (isOpened) location.hash = `#/tickets/${opened}`;
}
