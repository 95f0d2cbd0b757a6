import { type ExecutionListItem, type ExecutionStatus, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findUntoldFailures } from '../../lambdas/order-recovery/find-untold-failures.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { noon } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const machine = mockClient(SFNClient);
let executions: ExecutionListItem[];
let settlements: Map<string, { failedAt: string }>;
let queue: { body: string; isHidden: boolean }[];

beforeEach(() => {
  stubServiceEnvironment();
  vi.stubEnv('DEAD_LETTER_QUEUE_URL', 'https://sqs.test/dead-letters');
  executions = [];
  settlements = new Map();
  queue = [];
  machine.reset();
  machine.on(ListExecutionsCommand).callsFake(({ statusFilter, nextToken = '0' }) => {
    const found = executions
      .filter(({ status }) => status === statusFilter)
      .sort((a, b) => Number(b.startDate) - Number(a.startDate));
    const end = Number(nextToken) + 2;
    return { executions: found.slice(Number(nextToken), end), ...(end < found.length && { nextToken: String(end) }) };
  });
  vi.spyOn(queues, 'sendMessage').mockImplementation(async ({ MessageBody = '' }) => {
    queue.push({ body: MessageBody, isHidden: false });
  });
  vi.spyOn(queues, 'receiveMessage').mockImplementation(async () => {
    const Messages = queue.filter(({ isHidden }) => !isHidden).slice(0, 10);
    for (const message of Messages) message.isHidden = true;
    return { Messages: Messages.map(messageOf) };
  });
  vi.spyOn(queues, 'changeMessageVisibility').mockImplementation(async ({ ReceiptHandle }) => {
    const shown = queue[Number(ReceiptHandle)];
    if (shown !== undefined) shown.isHidden = false;
  });
});

/** A message as SQS hands it over, by its place in the queue. */
const messageOf = (message: (typeof queue)[number]) => {
  const place = String(queue.indexOf(message));
  return { MessageId: place, ReceiptHandle: place, Body: message.body };
};

describe('the hourly look for failures that nobody was told of', () => {
  it.each(['FAILED', 'TIMED_OUT', 'ABORTED'] as const)(
    'writes the dead letter of an execution that is %s',
    async (status) => {
      ended('a', status, hoursAgo(2));

      await look();

      expect(letters()).toEqual([
        {
          'detail-type': 'Step Functions Execution Status Change',
          source: 'order-confirmation',
          detail: {
            executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:orders:a',
            stateMachineArn: 'arn:test:machine',
            name: 'a',
            status,
            startDate: hoursAgo(3).getTime(),
            stopDate: hoursAgo(2).getTime(),
            input: null,
            error: null,
            cause: expect.stringContaining('no status event'),
          },
        },
      ]);
    },
  );

  it('writes none of an execution whose order was given up, unless it failed again since', async () => {
    ended('a', 'FAILED', hoursAgo(2));
    ended('b', 'FAILED', hoursAgo(2));
    settlements.set('a', { failedAt: hoursAgo(2).toISOString() });
    settlements.set('b', { failedAt: hoursAgo(3).toISOString() });

    await look();

    expect(letters().map(({ detail }) => detail.name)).toEqual(['b']);
  });

  it('leaves alone what stands in the queue, however many do, and so does nothing at a second look', async () => {
    for (let number = 0; number < 45; number++) {
      ended(`order-${number}`, 'FAILED', hoursAgo(2));
      if (number % 15 !== 0) told(`order-${number}`);
    }

    await look();
    await look();

    expect(
      letters()
        .map(({ detail }) => detail.name)
        .sort(),
    ).toEqual(executions.map(({ name }) => name).sort());
  });

  it.each([
    ['ended well', 'SUCCEEDED', 2],
    ['has only just failed: its event may be on its way', 'FAILED', 0.2],
    ['failed before the last look: an operator may have dealt with it', 'FAILED', 26],
  ] as const)('writes none of one that %s', async (_case, status, hours) => {
    ended('a', status, hoursAgo(hours));

    await look();

    expect(letters()).toEqual([]);
  });

  it('finds one that was redriven after days, and failed again', async () => {
    for (let day = 1; day < 13; day++) ended(`later-${day}`, 'FAILED', hoursAgo(24 * day));
    for (const { name = '' } of executions) told(name);
    executions.push({ ...anExecution('redriven', 'FAILED', hoursAgo(5)), startDate: hoursAgo(24 * 13) });

    await look();

    expect(letters().at(-1)?.detail.name).toBe('redriven');
  });

  it('asks no further than executions can be redriven', async () => {
    for (let day = 1; day < 60; day++) ended(`old-${day}`, 'FAILED', hoursAgo(24 * day + 30));

    await look();

    expect(machine.commandCalls(ListExecutionsCommand).length).toBeLessThan(12);
  });

  it.each(['by hand', 'null', '{"detail":{}}'])('is not kept from it by a message that is none: %s', async (body) => {
    queue.push({ body, isHidden: false });
    ended('a', 'FAILED', hoursAgo(2));

    await look();

    expect(queue).toHaveLength(2);
    expect(JSON.parse(queue[1]?.body ?? '')).toMatchObject({ detail: { name: 'a' } });
  });

  it('hides no letter from the look that comes right behind it', async () => {
    ended('a', 'FAILED', hoursAgo(2));
    told('b');

    await look();

    expect(queue.map(({ isHidden }) => isHidden)).toEqual([false, false]);
  });

  it('is over when messages come again while it reads', async () => {
    ended('a', 'FAILED', hoursAgo(2));
    told('b');
    vi.spyOn(queues, 'receiveMessage').mockImplementation(async () => ({ Messages: queue.map(messageOf) }));

    await look();

    expect(letters().map(({ detail }) => detail.name)).toEqual(['b', 'a']);
  });
});

function look(): Promise<void> {
  for (const message of queue) message.isHidden = false;
  return findUntoldFailures({
    clock: () => new Date(noon),
    failures: { findSettlement: async (id) => settlements.get(id) },
  });
}

function hoursAgo(hours: number): Date {
  return new Date(Date.parse(noon) - hours * 3_600_000);
}

function anExecution(name: string, status: ExecutionStatus, stopDate: Date): ExecutionListItem {
  return {
    executionArn: `arn:aws:states:eu-west-1:123456789012:execution:orders:${name}`,
    stateMachineArn: 'arn:test:machine',
    name,
    status,
    startDate: new Date(stopDate.getTime() - 3_600_000),
    stopDate,
  };
}

function ended(name: string, status: ExecutionStatus, stopDate: Date): void {
  executions.push(anExecution(name, status, stopDate));
}

/** The message that a status event left. */
function told(name: string): void {
  const { executionArn } = anExecution(name, 'FAILED', hoursAgo(2));
  queue.push({ body: JSON.stringify({ detail: { executionArn, name } }), isHidden: false });
}

function letters(): readonly { readonly detail: { readonly name: string } }[] {
  return queue.map(({ body }) => JSON.parse(body) as { readonly detail: { readonly name: string } });
}
