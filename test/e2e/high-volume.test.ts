import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import {
  countDeadLetters,
  deadLetter,
  describedExecution,
  execution,
  expressExecutions,
  outputs,
  redrive,
  withEnvironment,
} from './cloud.ts';
import { paymentWaitSeconds } from './deployed-service.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { killAtWork } from './processes.ts';
import { roleOfFunction, withRight } from './rights.ts';
import { accepted, call, ended } from './storefront.ts';
import { alone } from './turn.ts';

alone();

const { endpoint, dataFolder } = inject('service');
const queues = new SQSClient(clientSettings(endpoint));

/** Puts the deployed service into the mode, as a deployment with `--high-volume on` does; `npm run test:high-volume` is one. */
let leaveTheMode: () => Promise<void>;
beforeAll(async () => {
  const right = { right: 'sqs:SendMessage', resource: '*' };
  const inTheMode = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const mode = withRight(await roleOfFunction('SubmitOrderFunction'), right, () =>
    withEnvironment('SubmitOrderFunction', { HIGH_VOLUME_QUEUE_URL: `${outputs.OrderQueueUrl}` }, () => {
      inTheMode.resolve();
      return over.promise;
    }),
  );
  leaveTheMode = () => {
    over.resolve();
    return mode;
  };
  await Promise.race([inTheMode.promise, mode]);
});
afterAll(() => leaveTheMode());

const happyPath = ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'];
const payingWith = (token: string) => ({ payment: { provider: 'sandbox', token } });

describe('an order of the high-volume mode', () => {
  it('is confirmed by an Express execution of the same four states, and has no other', async () => {
    const sku = await onSale({ stock: 10 });
    const orderId = await accepted(anOrderOf(sku, { lines: [{ sku, quantity: 3 }] }));

    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await stockOf(sku)).toMatchObject({ onHand: 10, available: 7, reserved: 3 });
    expect(await describedExecution(orderId)).toBeUndefined();
  });

  it.each([
    ['stock is short', { stock: 0 }, {}, 'OUT_OF_STOCK'],
    ['its payment is declined', { stock: 5 }, payingWith('sandbox-declined'), 'PAYMENT_DECLINED'],
  ])('is rejected by it when %s, and holds nothing', async (_, { stock }, payment, reason) => {
    const sku = await onSale({ stock });
    const orderId = await accepted(anOrderOf(sku, payment));

    expect((await execution(orderId)).states).toEqual(expect.arrayContaining(['Reject order', 'Notify customer']));
    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason } });
    expect(await stockOf(sku)).toMatchObject({ available: stock, reserved: 0 });
    expect(await describedExecution(orderId)).toBeUndefined();
  });

  it('goes on in a Standard execution when its payment is not settled at once', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const orderId = await accepted(anOrderOf(sku, { contact: { email }, ...payingWith('sandbox-delayed') }));

    await eventually('the execution that waits', () => describedExecution(orderId));
    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await stockOf(sku)).toMatchObject({ available: 9, reserved: 1 });
    expect(await emailsTo(email)).toHaveLength(1);
  });

  it('whose declined payment leaves a further try goes on in a Standard execution, which that one answers', async () => {
    const sku = await onSale({ stock: 10 });
    const orderId = await accepted(anOrderOf(sku, { ...payingWith('sandbox-declined'), paymentTries: 2 }));
    await eventually('the execution that waits', () => describedExecution(orderId));

    await eventually('the further try', async () => {
      const { status } = await call('POST', `/orders/${orderId}/payments`, {
        headers: { 'content-type': 'application/json', 'idempotency-key': `${orderId}-2` },
        body: JSON.stringify(payingWith('sandbox-authorised').payment),
      });
      return status === 200;
    });

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await stockOf(sku)).toMatchObject({ available: 9, reserved: 1 });
  });

  it('whose message comes ten times at once is reserved, paid and told once', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const orderId = await accepted(anOrderOf(sku, { contact: { email } }));
    const message = {
      QueueUrl: outputs.OrderQueueUrl,
      MessageBody: JSON.stringify({ orderId, paymentWaitSeconds }),
    };
    await Promise.all(Array.from({ length: 9 }, () => queues.send(new SendMessageCommand(message))));

    await eventually('ten executions', async () => {
      const ends = (await expressExecutions(orderId)).map((events) => events.at(-1)?.type);
      return ends.filter((end) => end === 'ExecutionSucceeded').length >= 10;
    });

    const { status, timeline } = await ended(orderId);
    expect(status).toBe('CONFIRMED');
    expect(timeline.filter(({ event }) => event === 'PAYMENT_CAPTURED')).toHaveLength(1);
    expect(await stockOf(sku)).toMatchObject({ onHand: 10, available: 9, reserved: 1 });
    expect(await emailsTo(email)).toHaveLength(1);
  });

  it('whose runner is killed at its work is delivered again, and confirmed once', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const visibleAfter = (VisibilityTimeout: string) =>
      queues.send(
        new SetQueueAttributesCommand({ QueueUrl: outputs.OrderQueueUrl, Attributes: { VisibilityTimeout } }),
      );
    // Nobody waits six minutes here for what nobody runs any more.
    await visibleAfter('15');
    const orderId = await accepted(anOrderOf(sku, { contact: { email } }));
    expect(await killAtWork(`${outputs.RunOrderFunction}`, () => false)).toBe(true);

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    await eventually('the end of the second delivery', async () => {
      const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
      const { Attributes = {} } = await queues.send(
        new GetQueueAttributesCommand({ QueueUrl: outputs.OrderQueueUrl, AttributeNames: [...AttributeNames] }),
      );
      return AttributeNames.every((name) => Attributes[name] === '0');
    });
    await visibleAfter('360');
    expect(await stockOf(sku)).toMatchObject({ onHand: 10, available: 9, reserved: 1 });
    expect(await emailsTo(email)).toHaveLength(1);
  });

  it('that fails is delivered again, then fails as any: one dead letter, and a redrive finishes it', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const orderId = await withEnvironment('ConfirmOrderFunction', { ORDERS_TABLE: 'no-such-table' }, async () => {
      const id = await accepted(anOrderOf(sku, { contact: { email } }));
      expect(await execution(id)).toMatchObject({ status: 'FAILED', states: happyPath.slice(0, 3) });
      return id;
    });
    expect((await expressExecutions(orderId)).map((events) => events.at(-1)?.type)).toEqual([
      'ExecutionFailed',
      'ExecutionFailed',
    ]);
    expect(await deadLetter(orderId)).toMatchObject({ orderId, status: 'FAILED' });

    await redrive(orderId);

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await emailsTo(email)).toHaveLength(1);
    expect(await countDeadLetters(orderId)).toBe(1);

    // The operator's command, as it is typed.
    const { stdout } = await promisify(execFile)('node', ['bin/history.ts', '--data', dataFolder, orderId]);
    const executions = stdout.split('\n').flatMap((line) => /(?:Express|Standard) execution: \w+$/.exec(line) ?? []);
    expect(executions).toEqual([
      'Express execution: FAILED',
      'Express execution: FAILED',
      'Standard execution: SUCCEEDED',
    ]);
    expect(stdout).toMatch(/Confirm order +failed +.* tried 3 times/);
  });
});
