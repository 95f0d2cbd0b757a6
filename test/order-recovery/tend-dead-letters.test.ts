import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failureTable } from '../../lambdas/order-failures/failure-table.ts';
import type { ExecutionFailure } from '../../lambdas/order-recovery/note-failure.ts';
import { tendDeadLetters } from '../../lambdas/order-recovery/tend-dead-letters.ts';
import type { measure } from '../../lambdas/runtime/metrics.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { anOrderId, noon } from '../builders.ts';
import { aFailure } from '../order-failures/a-failure.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let queue: { id: string; body: string; sentAt: string; isHidden: boolean }[];
let measured: Parameters<typeof measure>[0][];
let noted: ExecutionFailure[];

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  queue = [];
  measured = [];
  noted = [];
  vi.spyOn(queues, 'receiveMessage').mockImplementation(async () => {
    const messages = queue.filter(({ isHidden }) => !isHidden).slice(0, 10);
    for (const message of messages) message.isHidden = true;
    return {
      Messages: messages.map(({ id, body, sentAt }) => {
        const Attributes = { SentTimestamp: String(Date.parse(sentAt)) };
        return { MessageId: id, ReceiptHandle: id, Body: body, Attributes };
      }),
    };
  });
  vi.spyOn(queues, 'deleteMessage').mockImplementation(async ({ ReceiptHandle }) => {
    queue = queue.filter(({ id }) => id !== ReceiptHandle);
  });
  vi.spyOn(queues, 'changeMessageVisibility').mockImplementation(async ({ ReceiptHandle }) => {
    for (const message of queue) if (message.id === ReceiptHandle) message.isHidden = false;
  });
});

const put = (body: object | string, sentAt = noon) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  queue.push({ id: String(queue.length), body: text, sentAt, isHidden: false });
};
const letter = (number: number, at = noon) => {
  const { orderId, executionArn } = aFailure({ orderId: anOrderId(number) });
  put({ time: at, detail: { name: orderId, executionArn, status: 'FAILED', stopDate: Date.parse(at) } }, at);
};
const tend = () =>
  tendDeadLetters(60_000, {
    failures: failureTable(),
    noteFailure: async (failure) => void noted.push(failure),
    measure: (measures) => void measured.push(measures),
    clock: () => new Date(noon),
  });

/** What was measured under a name at each look. */
const valuesOf = (name: string) => measured.map((measures) => measures[name]?.values);

describe('a dead letter', () => {
  it('is taken out once its order has gone on or was given up, and stays until then, however many there are', async () => {
    for (let number = 0; number < 45; number++) {
      letter(number);
      await failureTable().note(aFailure({ orderId: anOrderId(number) }));
      if (number % 3 === 0) await failureTable().settle(anOrderId(number), noon, new Date(noon));
    }

    await tend();

    expect(queue).toHaveLength(30);
    expect(queue.every(({ isHidden }) => !isHidden)).toBe(true);
    expect(noted).toEqual([]);
  });

  it('is measured by the age of the oldest that stays, which an alarm goes by, however often each was looked at', async () => {
    const [gone, oldest, younger] = [
      '2026-11-10T12:00:00.000Z',
      '2026-11-16T12:00:00.000Z',
      '2026-11-23T11:00:00.000Z',
    ];
    letter(0, gone);
    await failureTable().note(aFailure({ orderId: anOrderId(0), failedAt: gone }));
    await failureTable().settle(anOrderId(0), gone, new Date(noon));
    letter(1, oldest);
    letter(2, younger);

    for (let look = 1; look <= 4; look++) await tend();

    const week = [7 * 86_400];
    expect(valuesOf('FailedOrderAge')).toEqual([week, week, week, week]);
  });

  it('is not measured where there is none', async () => {
    await tend();

    expect(valuesOf('FailedOrderAge')).toEqual([[]]);
  });

  it('stays where its order failed again since', async () => {
    const later = '2026-11-23T12:10:00.000Z';
    letter(0);
    letter(0, later);
    await failureTable().note(aFailure({ failedAt: later }));
    await failureTable().settle(anOrderId(0), noon, new Date(noon));

    await tend();

    expect(queue.map(({ body }) => JSON.parse(body).time)).toEqual([later]);
  });

  it('puts its order among the failures where it is not: one of before there was a list, say', async () => {
    letter(0);

    await tend();

    expect(noted).toMatchObject([{ detail: { name: anOrderId(0), status: 'FAILED', stopDate: Date.parse(noon) } }]);
    expect(queue).toHaveLength(1);
  });

  it('does so too of an order that was never run', async () => {
    put({ orderId: anOrderId(0), paymentWaitSeconds: 900 });

    await tend();

    expect(noted).toMatchObject([{ detail: { name: anOrderId(0), status: 'NEVER_RUN', stopDate: Date.parse(noon) } }]);
  });

  it.each(['nonsense', '{}', '{"detail":{"name":"x","executionArn":"y","status":"FAILED"}}'])(
    'is left to whoever put it there where it tells of no order: %s',
    async (body) => {
      put(body);

      await tend();

      expect([queue.length, noted.length]).toEqual([1, 0]);
    },
  );
});
