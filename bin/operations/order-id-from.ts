import { OrderId } from '../../lambdas/orders/order.ts';
import { orderIdOf } from '../../lambdas/orders/order-id.ts';
import { readOrderNumber } from '../../lambdas/orders/order-number.ts';
import { WrongUsage } from '../command-line.ts';

/**
 * The order that a command line means by its id or its number, in whatever case; nothing is looked up.
 * @throws WrongUsage that says what is wrong with it
 */
export function orderIdFrom(said: string): OrderId {
  const id = OrderId.safeParse(said.toLowerCase());
  if (id.success) return id.data;
  const number = readOrderNumber(said);
  if (number === 'wrong')
    throw new WrongUsage(`${said} is no order's number: a character of it is wrong, or two are swapped.`);
  if (number !== undefined) return orderIdOf(number);
  throw new WrongUsage(
    `${said} is neither an order's id, which has 36 characters, nor a number like K7Q-4XW-2R9. Is it cut off? npm run ops -- find says both.`,
  );
}
