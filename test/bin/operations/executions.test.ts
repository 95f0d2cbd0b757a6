import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { executionsOf } from '../../../bin/operations/executions.ts';
import { anOrderId } from '../../builders.ts';

const machine = mockClient(SFNClient);
beforeEach(() => void machine.reset());

const executions = () =>
  executionsOf({
    settings: { region: 'eu-west-1' },
    outputs: { StateMachineArn: 'arn:aws:states:eu-west-1:1:stateMachine:orders' },
  });

it('the history of an order that was redriven again and again has all its events', async () => {
  const event = (id: number) => ({ id, type: 'TaskFailed', timestamp: new Date(id) }) as const;
  machine
    .on(GetExecutionHistoryCommand)
    .resolves({ events: [event(1)], nextToken: 'more' })
    .on(GetExecutionHistoryCommand, { nextToken: 'more' })
    .resolves({ events: [event(2)] });
  expect((await executions().history(anOrderId())).map(({ id }) => id)).toEqual([1, 2]);
});

it('the history of an order without an execution is empty', async () => {
  machine.on(GetExecutionHistoryCommand).rejects(Object.assign(new Error('none'), { name: 'ExecutionDoesNotExist' }));
  expect(await executions().history(anOrderId())).toEqual([]);
});
