import type { Order } from '../../lambdas/orders/order.ts';
import { formerReference, meansNumber } from '../../lambdas/orders/order-number.ts';
import type { DeadLetter } from './dead-letters.ts';
import { executionsOf } from './executions.ts';
import { type DeployedStage, setFunctionEnvironment } from './function-environment.ts';

/** An order that failed for good, with what an operator asks first. */
export interface FailedOrder {
  readonly letter: DeadLetter;
  /** What the customer's mails call it. */
  readonly number: string;
  /** The step at which its execution failed. */
  readonly step: string | undefined;
  /** The order as it stands; absent when it was never written. */
  readonly order: Order | undefined;
  readonly email: string | undefined;
}

/** Looks up the orders of these letters, those first whose hold ends first. */
export async function failedOrders(
  stage: DeployedStage,
  letters: readonly DeadLetter[],
): Promise<readonly FailedOrder[]> {
  setFunctionEnvironment(stage);
  const { orderTable } = await import('../../lambdas/orders/order-table.ts');
  const orders = orderTable();
  const executions = executionsOf(stage);
  const found: FailedOrder[] = [];
  for (const letter of letters) {
    const { order, content } = await orders.find(letter.orderId);
    const { steps } = await executions.path(letter.orderId);
    const number = order?.number ?? formerReference(letter.orderId);
    found.push({ letter, number, step: steps.at(-1)?.name, order, email: content?.contact.email });
  }
  const end = ({ order }: FailedOrder) => order?.holdExpiresAt ?? '';
  return found.sort((one, other) => end(one).localeCompare(end(other)));
}

/** Whether a person who says this means the order: its id, what its mails call it, or its customer's e-mail address. */
export function isMeantBy(said: string, { letter, number, email }: FailedOrder): boolean {
  const same = said.toLowerCase();
  return meansNumber(said, number) || [letter.orderId, email].some((name) => name?.toLowerCase() === same);
}
