import type { InputOf, OutputOf } from '../../../client/src/client.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask, type Field, type Question } from '../dialog.ts';
import { type Child, h } from '../dom.ts';
import { count, counted, when, words } from '../format.ts';
import { figures, table } from '../table.ts';

type Listed = OutputOf<'listReturnCases'>['cases'][number];
type Move = InputOf<'moveReturnCase'>['body'];

const refreshSeconds = 60;

/** The states in which somebody of the shop has something to do, or to know. */
const states = ['REQUESTED', 'APPROVED', 'SENT', 'RECEIVED', 'INSPECTED'] as const satisfies readonly Listed['state'][];

/** Returns, exchanges, claims and withdrawals that are open, by where they stand; who waits longest first. */
export const returns: Screen = {
  title: 'Returns',
  tab: 'Returns',
  needs: 'listReturnCases',
  async draw(visit) {
    const { desk, signal, againIn } = visit;
    const pages = await Promise.all(states.map((state) => desk.api.listReturnCases({ state }, { signal })));
    againIn(refreshSeconds);
    return [
      h('h1', { tabindex: -1 }, 'Returns'),
      pages.every(({ cases }) => cases.length === 0) &&
        h('p', { class: 'verdict good' }, 'No return, exchange or claim is open.'),
      pages.map(({ cases, next }, index) => section(visit, states[index] ?? 'REQUESTED', cases, next !== undefined)),
    ];
  },
};

function section(visit: Visit, state: Listed['state'], cases: readonly Listed[], isMore: boolean): Child {
  if (cases.length === 0) return undefined;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, `${words(state)}: ${counted(cases.length, 'case')}${isMore ? ' and more' : ''}`),
    table(
      words(state),
      ['Order', 'Kind', ...figures('Units'), 'Since', 'Money due', 'Do'],
      cases.map((one) => row(visit, one)),
    ),
  );
}

function row(visit: Visit, one: Listed): Child[] {
  const { orderId, number, kind, units, since, refundBy, refundTrouble } = one;
  const actions = visit.desk.session.may('moveReturnCase') ? actionsOf(one) : [];
  return [
    h('a', { href: `#/orders/${orderId}` }, number),
    words(kind),
    count(units),
    when(since),
    refundTrouble === undefined ? refundBy !== undefined && when(refundBy) : words(refundTrouble),
    h(
      'div',
      { class: 'buttons' },
      actions.map(({ id, label, question }) =>
        h(
          'button',
          { type: 'button', id: `${id}-${one.caseId}`, onclick: () => answer(visit, one, question) },
          `${label} …`,
        ),
      ),
    ),
  ];
}

/** Something that may be done about a case. */
interface CaseAction {
  readonly id: string;
  readonly label: string;
  question(visit: Visit, one: Listed): Promise<Question> | Question;
}

const told: Field = { name: 'remark', label: 'What the customer is told', isLong: true, maxLength: 500 };

const simple =
  (title: string, explanation: string, action: string, move: (remark: string) => Move, fields: readonly Field[] = []) =>
  (_visit: Visit, { orderId, caseId, number }: Listed): Question => ({
    ...{ title: `${title} ${number}`, explanation, action, fields },
    async run({ remark = '' }, { api }) {
      await api.moveReturnCase({ orderId, caseId, body: move(remark) });
    },
  });

const receive: CaseAction = {
  id: 'receive',
  label: 'Received',
  question: simple('The goods have come:', 'They are inspected next.', 'Received', () => ({ to: 'RECEIVED' })),
};

const refuse: CaseAction = {
  id: 'refuse',
  label: 'Refuse',
  question: simple(
    'Refuse the case of',
    'The customer is told, and why. Goods that have come are sent back to them.',
    'Refuse',
    (remark) => ({ to: 'REFUSED', remark }),
    [told],
  ),
};

const byHand: CaseAction = {
  id: 'by-hand',
  label: 'Refunded by hand',
  question: simple(
    'Money of the case has gone back by hand:',
    'It could not go back by itself. Give it back first, on the order or beside the provider.',
    'It has gone back',
    (remark) => ({ to: 'REFUNDED', remark }),
    [told],
  ),
};

const decide: CaseAction = {
  id: 'decide',
  label: 'Grant',
  question: (_visit, { orderId, caseId, number }) => ({
    title: `Grant the claim about ${number}`,
    fields: [
      {
        name: 'gets',
        label: 'The customer',
        options: [
          ['REFUND keeps', 'gets their money back, and keeps the goods'],
          ['REFUND', 'gets their money back, once the goods are here'],
          ['REPLACEMENT keeps', 'gets new goods, and keeps the old'],
          ['REPLACEMENT', 'gets new goods, once the old are here'],
        ],
      },
      {
        name: 'atMost',
        label: 'At most, in minor units',
        help: 'Of a refund in part. Without it, all that the units came to.',
        type: 'number',
        min: 1,
        isOptional: true,
      },
      { ...told, isOptional: true },
    ],
    action: 'Grant it',
    async run({ gets = '', atMost, remark }, { api }) {
      const [remedy, keeps] = gets.split(' ');
      await api.moveReturnCase({
        ...{ orderId, caseId },
        body: {
          to: 'APPROVED',
          remedy: remedy === 'REPLACEMENT' ? 'REPLACEMENT' : 'REFUND',
          keeps: keeps !== undefined,
          ...(atMost !== undefined && { atMost: Number(atMost) }),
          ...(remark !== undefined && { remark }),
        },
      });
    },
  }),
};

const inspect: CaseAction = {
  id: 'inspect',
  label: 'Inspect',
  async question({ desk, signal }, { orderId, caseId, number }) {
    const { lines, returnCases = [] } = await desk.api.getOrder({ orderId }, { signal });
    const inCase = returnCases.find(({ id }) => id === caseId)?.lines ?? [];
    return {
      title: `What came back of ${number}`,
      explanation: 'Counts what can be sold again and what is set aside; the customer gets their part by itself.',
      fields: [
        ...inCase.flatMap(({ line, quantity }): Field[] => {
          const name = lines[line - 1]?.name ?? `line ${line}`;
          const bounds = { type: 'number', min: 0, max: quantity } as const;
          return [
            { name: `sellable-${line}`, label: `${name}: to be sold again`, value: String(quantity), ...bounds },
            { name: `unsellable-${line}`, label: `${name}: set aside`, value: '0', ...bounds },
          ];
        }),
        {
          name: 'withheld',
          label: 'Kept of the money, in minor units',
          help: 'For what is found of the goods, beyond trying them.',
          type: 'number',
          min: 1,
          isOptional: true,
        },
        { ...told, isOptional: true },
      ],
      action: 'Book it',
      isFinal: true,
      async run({ withheld, remark, ...counts }, { api }) {
        const body: Move = {
          to: 'INSPECTED',
          lines: inCase.map(({ line }) => ({
            line,
            sellable: Number(counts[`sellable-${line}`] ?? 0),
            unsellable: Number(counts[`unsellable-${line}`] ?? 0),
          })),
          ...(withheld !== undefined && { withheld: Number(withheld) }),
          ...(remark !== undefined && { remark }),
        };
        await api.moveReturnCase({ orderId, caseId, body });
      },
    };
  },
};

function actionsOf({ kind, state, refundTrouble }: Listed): readonly CaseAction[] {
  if (refundTrouble !== undefined && (state === 'APPROVED' || state === 'INSPECTED')) return [byHand];
  switch (state) {
    case 'REQUESTED':
      return kind === 'CLAIM' ? [decide, refuse] : [];
    case 'APPROVED':
    case 'SENT':
      return [receive];
    case 'RECEIVED':
      return [inspect, refuse];
    default:
      return [];
  }
}

async function answer(visit: Visit, one: Listed, question: CaseAction['question']): Promise<void> {
  await ask(visit.desk, await question(visit, one));
  // A colleague may have been faster: whatever came of it, what stands now is shown.
  await visit.again();
}
