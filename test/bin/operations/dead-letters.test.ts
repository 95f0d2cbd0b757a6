import {
  DescribeExecutionCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deadLetters, redrive } from '../../../bin/operations/dead-letters.ts';

// The pauses of the code pass by the same clock as all else, else it depends on the machine's speed how late it is after one.
vi.mock('node:timers/promises', () => ({
  setTimeout: (milliseconds: number) => new Promise((resolve) => globalThis.setTimeout(resolve, milliseconds)),
}));

const sqs = mockClient(SQSClient);
const stepFunctions = mockClient(SFNClient);
const queue = {
  queueUrl: 'queue',
  stateMachineArn: 'arn:aws:states:eu-west-1:1:stateMachine:orders',
  sqs: new SQSClient({}),
  stepFunctions: new SFNClient({}),
};

beforeEach(() => {
  vi.useFakeTimers();
  sqs.reset();
  stepFunctions.reset();
});
afterEach(() => vi.useRealTimers());

/** A queue as SQS keeps it: what is received is hidden for its time, under a handle that ends with it. */
function aQueueOf(count: number, beforeCounting = () => {}) {
  const left = new Map(Array.from({ length: count }, (_, n) => [`order-${n}`, { handle: '', visibleAt: 0 }]));
  let handles = 0;
  const held = (handle: string | undefined) => {
    const found = [...left].find(([, message]) => message.handle === handle && message.visibleAt > Date.now());
    if (found === undefined) throw Object.assign(new Error('expired'), { name: 'ReceiptHandleIsInvalid' });
    return found;
  };
  sqs.on(ReceiveMessageCommand).callsFake(({ VisibilityTimeout }) => {
    const visible = [...left].filter(([, { visibleAt }]) => visibleAt <= Date.now()).slice(0, 10);
    return {
      Messages: visible.map(([name, message]) => {
        Object.assign(message, { handle: `handle-${++handles}`, visibleAt: Date.now() + 1000 * VisibilityTimeout });
        const detail = { name, executionArn: `arn:${name}`, status: 'FAILED', error: 'Trouble', stopDate: 0 };
        return { MessageId: name, ReceiptHandle: message.handle, Body: JSON.stringify({ detail }) };
      }),
    };
  });
  sqs.on(GetQueueAttributesCommand).callsFake(() => {
    beforeCounting();
    const hidden = [...left.values()].filter(({ visibleAt }) => visibleAt > Date.now()).length;
    const visible = String(left.size - hidden);
    return {
      Attributes: { ApproximateNumberOfMessagesNotVisible: String(hidden), ApproximateNumberOfMessages: visible },
    };
  });
  sqs.on(ChangeMessageVisibilityCommand).callsFake(({ ReceiptHandle, VisibilityTimeout }) => {
    held(ReceiptHandle)[1].visibleAt = Date.now() + 1000 * VisibilityTimeout;
  });
  sqs.on(DeleteMessageCommand).callsFake(({ ReceiptHandle }) => {
    left.delete(held(ReceiptHandle)[0]);
  });
  return left;
}

describe('redriving', () => {
  it('reports each of 40 letters once and loses none, though each takes ten seconds', async () => {
    const left = aQueueOf(40);
    stepFunctions.on(RedriveExecutionCommand).callsFake(async () => {
      await vi.advanceTimersByTimeAsync(10_000);
    });
    const told: string[] = [];
    const all = await redrive(queue, undefined, ({ letter, outcome }) => told.push(`${letter.orderId} ${outcome}`));
    expect([...told].sort()).toEqual(Array.from({ length: 40 }, (_, n) => `order-${n} redriven`).sort());
    expect(all).toHaveLength(40);
    expect(left.size).toBe(0);
  });

  it('keeps what is refused, at once for the next who looks, and goes on with the others', async () => {
    const left = aQueueOf(25);
    stepFunctions.on(RedriveExecutionCommand).callsFake(async ({ executionArn }) => {
      await vi.advanceTimersByTimeAsync(10_000);
      if (executionArn.endsWith('-3')) throw Object.assign(new Error('too many'), { name: 'ThrottlingException' });
    });
    stepFunctions.on(DescribeExecutionCommand).resolves({ status: 'FAILED' });
    const all = await redrive(queue);
    const refused = all.filter(({ outcome }) => outcome === 'refused');
    expect(refused).toMatchObject([{ letter: { orderId: 'order-3' }, reason: 'ThrottlingException: too many' }]);
    expect([...left].map(([name, { visibleAt }]) => [name, visibleAt <= Date.now()])).toEqual([['order-3', true]]);
  });

  it('finds what another lets go between its reading and its counting', async () => {
    const another = { handle: 'of another', visibleAt: Date.now() + 60_000 };
    const letGo = vi.fn().mockImplementationOnce(() => {
      another.visibleAt = 0;
    });
    aQueueOf(3, letGo).set('order-1', another);
    expect((await deadLetters(queue)).map(({ orderId }) => orderId).sort()).toEqual(['order-0', 'order-1', 'order-2']);
  });

  it('touches only the chosen', async () => {
    const left = aQueueOf(12);
    stepFunctions.on(RedriveExecutionCommand).resolves({});
    const all = await redrive(queue, ({ orderId }) => orderId === 'order-7');
    expect(all.map(({ letter }) => letter.orderId)).toEqual(['order-7']);
    expect(left.size).toBe(11);
  });

  it('starts what the queue of orders delivered in vain, once, with what it was to be started with', async () => {
    aQueueOf(0);
    const body = JSON.stringify({ orderId: 'queued', paymentWaitSeconds: 900 });
    sqs
      .on(ReceiveMessageCommand)
      .resolvesOnce({ Messages: [{ MessageId: 'm', ReceiptHandle: 'h', Body: body }] })
      .resolves({});
    sqs.on(ChangeMessageVisibilityCommand).resolves({});
    sqs.on(DeleteMessageCommand).resolves({});
    stepFunctions.on(StartExecutionCommand).resolves({});

    expect(await redrive(queue)).toMatchObject([
      { letter: { orderId: 'queued', status: 'NEVER_RUN' }, outcome: 'redriven' },
    ]);

    expect(stepFunctions.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input)).toEqual([
      { stateMachineArn: queue.stateMachineArn, name: 'queued', input: body },
    ]);
    expect(sqs.commandCalls(DeleteMessageCommand)).toHaveLength(1);
  });

  it.each(['by hand', 'null', '[]', '{"detail":{}}', '{"orderId":7}'])(
    'is not kept from it by a message that tells of no order, which stays, and is told of: %s',
    async (body) => {
      aQueueOf(0);
      const letter = { detail: { name: 'order-1', executionArn: 'arn:order-1', status: 'FAILED' } };
      const messages = [body, JSON.stringify(letter)].map((Body) => ({
        MessageId: Body,
        ReceiptHandle: Body,
        Body,
      }));
      sqs.on(ReceiveMessageCommand).resolvesOnce({ Messages: messages }).resolves({});
      sqs.on(ChangeMessageVisibilityCommand).resolves({});
      sqs.on(DeleteMessageCommand).resolves({});
      stepFunctions.on(RedriveExecutionCommand).resolves({});
      const others: string[] = [];

      const all = await redrive({ ...queue, tellOther: (other) => others.push(other) });

      expect(all).toMatchObject([{ letter: { orderId: 'order-1' }, outcome: 'redriven' }]);
      expect(others).toEqual([body]);
      const deleted = sqs.commandCalls(DeleteMessageCommand).map(({ args: [{ input }] }) => input.ReceiptHandle);
      expect(deleted).toEqual([JSON.stringify(letter)]);
    },
  );

  it('has told what it did when a later one breaks off', async () => {
    aQueueOf(3);
    stepFunctions.on(RedriveExecutionCommand).resolves({});
    sqs.on(DeleteMessageCommand).resolvesOnce({}).rejectsOnce(new Error('the queue is away'));
    const told: string[] = [];
    await expect(redrive(queue, undefined, ({ letter }) => told.push(letter.orderId))).rejects.toThrow('away');
    expect(told).toEqual(['order-0', 'order-1']);
  });
});

describe('who is interrupted', () => {
  it('has let go what was not decided on: the next sees it at once', async () => {
    const left = aQueueOf(12);
    stepFunctions.on(RedriveExecutionCommand).resolves({});
    const stop = new AbortController();
    const told: string[] = [];
    const redriving = redrive({ ...queue, stop: stop.signal }, undefined, ({ letter }) => {
      told.push(letter.orderId);
      if (told.length === 2) stop.abort(new Error('Ctrl-C'));
    });
    await expect(redriving).rejects.toThrow('Ctrl-C');
    expect(told).toEqual(['order-0', 'order-1']);
    expect(left.size).toBe(10);
    expect([...left.values()].every(({ visibleAt }) => visibleAt <= Date.now())).toBe(true);
  });

  it('while others are waited for, does not wait for them', async () => {
    aQueueOf(3);
    await queue.sqs.send(new ReceiveMessageCommand({ QueueUrl: 'queue', VisibilityTimeout: 43_200 }));
    const begunAt = Date.now();
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(deadLetters({ ...queue, stop })).rejects.toThrow('Ctrl-C');
    expect(Date.now()).toBe(begunAt);
  });
});

describe('two who look at the queue at once', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'setInterval', 'clearInterval'] }));

  it('both see every letter, and one of them redrives the one that it was asked for', async () => {
    const left = aQueueOf(25);
    stepFunctions.on(RedriveExecutionCommand).resolves({});
    const readers = [deadLetters(queue), deadLetters(queue), redrive(queue, ({ orderId }) => orderId === 'order-7')];
    const [one = [], other = [], redriven] = await settled(Promise.all(readers));
    expect([one, other].map(({ length }) => length).every((count) => count === 24 || count === 25)).toBe(true);
    expect(redriven).toMatchObject([{ letter: { orderId: 'order-7' }, outcome: 'redriven' }]);
    expect(left.size).toBe(24);
  });

  it('do not wait for ever for one who keeps a letter, and hear that it cannot be seen', async () => {
    const left = aQueueOf(3);
    await queue.sqs.send(new ReceiveMessageCommand({ QueueUrl: 'queue', VisibilityTimeout: 43_200 }));
    left.set('order-3', { handle: '', visibleAt: 0 });
    const tellUnseen = vi.fn();
    expect(await settled(deadLetters({ ...queue, tellUnseen }))).toMatchObject([{ orderId: 'order-3' }]);
    expect(tellUnseen.mock.calls).toEqual([[3]]);
  });

  it('hear of nothing where each letter was seen', async () => {
    aQueueOf(3);
    const tellUnseen = vi.fn();
    await settled(Promise.all([deadLetters({ ...queue, tellUnseen }), deadLetters({ ...queue, tellUnseen })]));
    expect(tellUnseen).not.toHaveBeenCalled();
  });
});

/** Lets time pass until it is settled. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  let done = false;
  const end = promise.finally(() => {
    done = true;
  });
  while (!done) await vi.advanceTimersByTimeAsync(50);
  return end;
}

describe('the letters', () => {
  it('are each seen once, and stay, visible for the next who looks', async () => {
    const left = aQueueOf(40);
    expect((await deadLetters(queue)).map(({ orderId }) => orderId).sort()).toEqual([...left.keys()].sort());
    expect([...left.values()].every(({ visibleAt }) => visibleAt <= Date.now())).toBe(true);
  });
});
