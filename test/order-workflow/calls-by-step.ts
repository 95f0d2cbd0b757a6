import { AsyncLocalStorage } from 'node:async_hooks';
import { SESClient } from '@aws-sdk/client-ses';
import { SFNClient } from '@aws-sdk/client-sfn';
import { vi } from 'vitest';
import { currentSwitches } from '../../lambdas/contingency/current-switches.ts';
import { known } from '../../lambdas/foresight/known.ts';
import { handler as reserveInventory } from '../../lambdas/inventory/reserve-inventory.handler.ts';
import { handler as notifyCustomer } from '../../lambdas/notifications/notify-customer.handler.ts';
import { handler as followInBulk } from '../../lambdas/order-events/follow-in-bulk.handler.ts';
import { handler as followOrders } from '../../lambdas/order-events/follow-orders.handler.ts';
import { handler as submitOrder } from '../../lambdas/order-submission/submit-order.handler.ts';
import { handler as confirmOrder } from '../../lambdas/order-workflow/confirm-order.handler.ts';
import { handler as checkPayment } from '../../lambdas/payments/check-payment.handler.ts';
import { handler as sandboxProvider } from '../../lambdas/payments/providers/sandbox/sandbox-provider.handler.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { lambda } from '../../lambdas/runtime/lambda.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aContext, anHttpRequest, anOrderRequest, aProduct } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';

/** What the functions on an order's way ask AWS for, by function: calls that go out together are in one list. */
export type CallsByStep = Readonly<Record<string, readonly (readonly string[])[]>>;

/** One function's calls, as they go out and come back. */
interface Calls {
  readonly rounds: string[][];
  underWay: number;
}

/**
 * Runs an order for one line, paid by the sandbox, from `POST /orders` to its notice and what follows from its changes,
 * by the deployed functions' own code, and counts what they ask AWS for. What AWS itself calls (a step's function, say)
 * is not in it.
 */
export async function callsByStep(): Promise<CallsByStep> {
  const db = inMemoryDynamoDb();
  const { sku, ...product } = aProduct();
  db.put('products', { pk: `SKU#${sku}`, sk: 'PRODUCT', sku, ...product });
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 10, available: 10, reserved: 0 });

  // Asked for once in ten seconds, or in five minutes, not by each order.
  await Promise.all([currentSwitches(), known()]);

  const found = new Map<string, Calls>();
  const within = new AsyncLocalStorage<Calls>();
  /** Runs a function; its calls are counted under this name. */
  function run<Result>(name: string, fn: () => Promise<Result>): Promise<Result> {
    const calls = found.get(name) ?? { rounds: [], underWay: 0 };
    found.set(name, calls);
    return within.run(calls, fn);
  }
  async function counted(name: string, answer: () => unknown): Promise<unknown> {
    const calls = within.getStore();
    if (calls === undefined) throw new Error(`${name} was called outside of the functions on the way`);
    if (calls.underWay === 0) calls.rounds.push([]);
    calls.rounds.at(-1)?.push(name);
    calls.underWay++;
    try {
      // A moment later, so that what was asked for together is seen to be.
      await new Promise(setImmediate);
      return await answer();
    } finally {
      calls.underWay--;
    }
  }

  const inMemory = dynamodb.send as (command: Command) => Promise<unknown>;
  Object.assign(dynamodb, { send: (command: Command) => counted(nameOf(command), () => inMemory(command)) });
  const answering = (answer: (input: never) => unknown) => (command: Command) =>
    counted(nameOf(command), () => answer(command.input as never));
  // What the clients share is told apart by their own prototypes.
  replaceSend(
    SFNClient,
    answering(() => ({ startDate: new Date() })),
  );
  vi.spyOn(queues, 'sendMessage').mockImplementation(async () => void (await counted('SendMessage', () => ({}))));
  replaceSend(
    SESClient,
    answering(() => ({ MessageId: 'message-1' })),
  );
  vi.spyOn(lambda, 'invoke').mockImplementation(async (_functionName, payload) => {
    const { operation, ...call } = JSON.parse(payload);
    const ask = () => run(`sandbox: ${operation}`, () => sandboxProvider({ operation, ...call }, aContext()));
    return { payload: JSON.stringify(await counted('Invoke', ask)) };
  });

  const order = anOrderRequest({ lines: [{ sku, quantity: 1 }], contact: { email: 'ada@customer.example' } });
  const request = anHttpRequest({ json: order });
  const answer = await run('POST /orders', () => submitOrder(request, aContext()));
  const { id: orderId } = JSON.parse(answer.body ?? '') as { id: string };
  await run('Reserve inventory', () => reserveInventory({ orderId }, aContext()));
  await run('Check payment', () => checkPayment({ orderId, taskToken: 'token', waitSeconds: 900 }, aContext()));
  await run('Confirm order', () => confirmOrder({ orderId }, aContext()));
  await run('Notify customer', () => notifyCustomer({ orderId }, aContext()));
  const change = (sk: string, eventName: 'INSERT' | 'MODIFY') => ({
    eventName,
    dynamodb: {
      Keys: { pk: { S: `ORDER#${orderId}` }, sk: { S: sk } },
      ApproximateCreationDateTime: Date.now() / 1000,
    },
  });
  const follow = (name: string, follower: typeof followOrders, Records: readonly ReturnType<typeof change>[]) =>
    run(name, () => follower({ Records: [...Records] }, aContext()));
  const [notice] = db.items('orders').flatMap(({ sk }) => (String(sk).startsWith('NOTICE#') ? [String(sk)] : []));
  const decided = change('ORDER', 'MODIFY');
  const written = ['CONTENT#000', 'ORDER', notice ?? ''].map((item) => change(item, 'INSERT'));
  await follow('FollowOrders: the confirmation', followOrders, [decided]);
  await follow('FollowOrders: the payment', followOrders, [change('PAYMENT', 'INSERT'), change('PAYMENT', 'MODIFY')]);
  await follow('FollowInBulk: the rest', followInBulk, [...written, decided, change(notice ?? '', 'MODIFY')]);
  return Object.fromEntries([...found].map(([name, { rounds }]) => [name, rounds]));
}

interface Command {
  readonly input: { readonly TableName?: string; readonly RequestItems?: object };
}

/** What a command asks for, and of which tables: `PutItem orders`. */
function nameOf({ constructor: { name }, input }: Command): string {
  const tables = input.RequestItems === undefined ? [input.TableName ?? ''] : Object.keys(input.RequestItems);
  return `${name.replace(/Command$/, '')} ${tables.sort().join(' and ')}`.trim();
}

function replaceSend(client: { readonly prototype: object }, send: (command: Command) => Promise<unknown>): void {
  vi.spyOn(client.prototype as { send: typeof send }, 'send').mockImplementation(send);
}
