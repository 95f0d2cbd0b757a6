import type { InputOf, OutputOf, StaffClient } from '../../client/src/client.ts';
import type { Desk } from './desk.ts';
import { ask, type Field, type Question } from './dialog.ts';
import { h } from './dom.ts';
import { money, words } from './format.ts';
import { giveUpQuestion } from './give-up.ts';
import { openLines } from './open-lines.ts';
import { parcelActions } from './parcels.ts';
import { redriveQuestion } from './redrive.ts';

type Story = OutputOf<'getOrderStory'>;

/** Something that may be done about an order: when its state and the person's role allow it. */
interface Action {
  readonly id: string;
  readonly label: string;
  readonly operation: keyof StaffClient;
  isOpen(story: Story): boolean;
  ask(story: Story): Question;
}

const cancellationReasons = [
  'CHANGED_MIND',
  'ORDERED_BY_MISTAKE',
  'FOUND_CHEAPER',
  'TOO_SLOW',
  'STOCK',
  'PRICE_ERROR',
  'FRAUD',
  'OTHER',
] as const satisfies readonly InputOf<'cancelOrder'>['body']['reason'][];

const notices = [
  'order-confirmed',
  'order-rejected',
  'order-cancelled',
  'payment-awaited',
  'payment-refunded',
] as const;

const isOpen = (status: Story['order']['status']) => status === 'PENDING' || status === 'RESERVED';
/** Whether its execution failed for good and has not gone on since. */
const hasFailed = ({ execution }: Story) => ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution?.status ?? '');

const actions: readonly Action[] = [
  {
    id: 'redrive',
    label: 'Redrive …',
    operation: 'startRedrive',
    isOpen: hasFailed,
    ask: ({ order: { id, number } }) => redriveQuestion({ orders: [id] }, number),
  },
  {
    id: 'give-up',
    label: 'Give up …',
    operation: 'giveUpOrder',
    isOpen: (story) => hasFailed(story) && isOpen(story.order.status),
    ask: ({ order: { id: orderId, number } }) => giveUpQuestion([{ orderId, number }]),
  },
  {
    id: 'extend-hold',
    label: 'Keep its stock longer …',
    operation: 'extendHold',
    isOpen: ({ order: { status } }) => isOpen(status),
    ask: ({ order: { id, number } }) => ({
      title: `Keep ${number} from being rejected`,
      explanation: 'Its stock stays held meanwhile. A hold that lasts longer anyway stays as it is.',
      fields: [{ name: 'minutes', label: 'Minutes from now on', type: 'number', value: '60', min: 1, max: 1440 }],
      action: 'Keep it',
      async run({ minutes, why = '' }, { api }) {
        await api.extendHold({ orderId: id, body: { minutes: Number(minutes), reason: why } });
      },
    }),
  },
  {
    id: 'settle-notice',
    label: 'Settle a message …',
    operation: 'settleNotice',
    isOpen: ({ timeline }) => timeline.some(({ kind, text }) => kind === 'notice' && text.startsWith('Notice sending')),
    ask: ({ order: { id, number } }) => ({
      title: `Say what became of a message about ${number}`,
      explanation: 'Its sending broke off, and nobody knows whether it went out. Find out first.',
      fields: [
        {
          name: 'channel',
          label: 'Channel',
          options: [
            ['email', 'E-mail'],
            ['sms', 'Text message'],
          ],
        },
        {
          name: 'outcome',
          label: 'It',
          options: [
            ['SENT', 'went out: never send it again'],
            ['AGAIN', 'did not go out: send it'],
          ],
        },
      ],
      action: 'Settle it',
      isFinal: true,
      async run({ channel, outcome, why = '' }, { api }) {
        const body = { channel: channel as 'email' | 'sms', outcome: outcome as 'SENT' | 'AGAIN', reason: why };
        await api.settleNotice({ orderId: id, body });
      },
    }),
  },
  ...parcelActions,
  {
    id: 'cancel',
    label: 'Cancel …',
    operation: 'cancelOrder',
    isOpen: ({ order: { status } }) => isOpen(status) || status === 'CONFIRMED',
    ask: ({ order: { id, number } }) => ({
      title: `Cancel ${number}`,
      explanation:
        'Its stock is released, its money voided or given back, and its customer told. This cannot be taken back.',
      fields: [
        { name: 'reason', label: 'Reason', options: cancellationReasons.map((reason) => [reason, words(reason)]) },
      ],
      action: 'Cancel the order',
      isFinal: true,
      async run({ reason, why = '' }, { api }) {
        const body = { reason: reason as (typeof cancellationReasons)[number], text: why };
        await api.cancelOrder({ orderId: id, body });
      },
    }),
  },
  {
    id: 'cancel-lines',
    label: 'Cancel lines …',
    operation: 'cancelOrder',
    isOpen: (story) => ['RESERVED', 'CONFIRMED'].includes(story.order.status) && openLines(story).length > 0,
    ask: (story) => ({
      title: `Cancel lines of ${story.order.number}`,
      explanation:
        'Units that are still to be shipped: their stock is released, their share of the money given back, and the customer told. This cannot be taken back.',
      fields: [
        ...openLines(story).map(
          ({ line, sku, left }): Field => ({
            name: `line-${line}`,
            label: `${sku}: units, of ${left}`,
            type: 'number',
            min: 1,
            max: left,
            isOptional: true,
          }),
        ),
        { name: 'reason', label: 'Reason', options: cancellationReasons.map((reason) => [reason, words(reason)]) },
      ],
      action: 'Cancel the lines',
      isFinal: true,
      async run({ reason, why = '', ...units }, { api, idempotencyKey }) {
        const lines = openLines(story).flatMap(({ line }) => {
          const quantity = units[`line-${line}`];
          return quantity === undefined ? [] : [{ line, quantity: Number(quantity) }];
        });
        if (lines.length === 0) throw new Error('Say of one line at least how many units.');
        const body = { reason: reason as (typeof cancellationReasons)[number], text: why, lines };
        await api.cancelOrder({ orderId: story.order.id, body }, { idempotencyKey });
      },
    }),
  },
  {
    id: 'refund',
    label: 'Refund …',
    operation: 'refundOrder',
    isOpen: ({ order: { payment } }) => payment !== undefined && payment.captured > payment.refunded,
    ask: ({ order: { id, number, currency, payment } }) => {
      const left = (payment?.captured ?? 0) - (payment?.refunded ?? 0);
      let waits = false;
      return {
        title: `Give money back for ${number}`,
        explanation: `${money(left, currency)} of what was paid is left.`,
        fields: [
          {
            name: 'amount',
            label: `Amount, in the smallest unit of ${currency}`,
            help: `${left} is ${money(left, currency)}.`,
            type: 'number',
            min: 1,
            max: left,
          },
        ],
        action: 'Give it back',
        said: () => (waits ? 'That is beyond your limit: another person has to approve it.' : 'Given back.'),
        isFinal: true,
        async run({ amount, why = '' }, { api, idempotencyKey }) {
          const body = { amount: Number(amount), reason: why.slice(0, 200) };
          const answer = await api.refundOrder({ orderId: id, body }, { idempotencyKey });
          waits = 'state' in answer && answer.state === 'OPEN';
        },
      };
    },
  },
  {
    id: 'resend',
    label: 'Send a message again …',
    operation: 'resendNotice',
    isOpen: () => true,
    ask: ({ order: { id, number } }) => ({
      title: `Send a message about ${number} again`,
      explanation: 'What is no longer true of the order is not sent. A recipient gets five a day at most.',
      fields: [
        { name: 'event', label: 'Message', options: notices.map((event) => [event, words(event)]) },
        { name: 'email', label: 'To another e-mail address', type: 'email', isOptional: true },
      ],
      action: 'Send it',
      async run({ event, email }, { api, idempotencyKey }) {
        const body = { event: event as (typeof notices)[number], ...(email !== undefined && { email }) };
        await api.resendNotice({ orderId: id, body }, { idempotencyKey });
      },
    }),
  },
  {
    id: 'note',
    label: 'Note …',
    operation: 'addNote',
    isOpen: () => true,
    ask: ({ order: { id, number } }) => ({
      title: `Note something on ${number}`,
      explanation: 'Your team reads it in the order’s story; no customer and no storefront does.',
      fields: [{ name: 'text', label: 'Note', isLong: true, maxLength: 1000 }],
      action: 'Keep the note',
      hasNoReason: true,
      async run({ text = '' }, { api, idempotencyKey }) {
        await api.addNote({ orderId: id, body: { text } }, { idempotencyKey });
      },
    }),
  },
  {
    id: 'revoke',
    label: 'Revoke its links …',
    operation: 'revokeStatusUrl',
    isOpen: () => true,
    ask: ({ order: { id, number } }) => ({
      title: `Revoke every link to the page of ${number}`,
      explanation: 'For links that came into wrong hands. Messages from then on have another; send one again.',
      action: 'Revoke them',
      isFinal: true,
      async run(_, { api }) {
        await api.revokeStatusUrl({ orderId: id });
      },
    }),
  },
];

/** The buttons for what the person may do about an order as it stands. */
export function actionsOn(desk: Desk, story: Story, again: () => Promise<void>): readonly HTMLButtonElement[] {
  return actions
    .filter(({ operation, isOpen }) => desk.session.may(operation) && isOpen(story))
    .map((action) =>
      h(
        'button',
        {
          type: 'button',
          id: action.id,
          onclick: async () => {
            await ask(desk, unlessChanged(desk, story, action.ask(story)));
            // Somebody else may have been faster: whatever came of it, what stands now is shown.
            await again();
          },
        },
        action.label,
      ),
    );
}

/** What cannot be taken back is done to the order that the person has seen: a colleague may have been at it since. */
function unlessChanged(desk: Desk, { order: { id, version } }: Story, question: Question): Question {
  if (question.isFinal !== true) return question;
  return {
    ...question,
    async run(values, by) {
      const { order } = await desk.api.getOrderStory({ orderId: id });
      if (order.version !== version) {
        throw new Error('The order has changed since you looked: go back, and see how it stands now.');
      }
      await question.run(values, by);
    },
  };
}
