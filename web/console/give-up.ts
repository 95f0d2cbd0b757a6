import type { Question } from './dialog.ts';
import { counted } from './format.ts';
import { explain } from './problems.ts';

/** Gives orders up: each is rejected, what was done for it undone, and its customer told. */
export function giveUpQuestion(orders: readonly { readonly orderId: string; readonly number: string }[]): Question {
  const given = new Set<string>();
  const [only] = orders;
  return {
    title: `Give up ${orders.length === 1 && only ? only.number : counted(orders.length, 'order')}`,
    explanation: 'Each is rejected, its stock and money released, and its customer told. This cannot be taken back.',
    action: 'Give up',
    isFinal: true,
    async run({ why = '' }, { api }) {
      const refused: string[] = [];
      for (const { orderId, number } of orders.filter(({ orderId: id }) => !given.has(id))) {
        try {
          await api.giveUpOrder({ orderId, body: { reason: why } });
          given.add(orderId);
        } catch (error) {
          refused.push(`${number}: ${explain(error)}`);
        }
      }
      if (refused.length > 0) throw new Error([`${counted(given.size, 'order')} given up; not`, ...refused].join(' '));
    },
  };
}
