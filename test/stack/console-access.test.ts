import { describe, expect, it } from 'vitest';
import { stageContexts, synthesised } from './synthesised.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** All that operators of the AWS console may do, and nothing besides. */
const allowed = {
  states: ['DescribeExecution', 'DescribeStateMachine', 'GetExecutionHistory', 'ListExecutions', 'RedriveExecution'],
  sqs: [
    ...['DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ListDeadLetterSourceQueues', 'ListMessageMoveTasks'],
    ...['ReceiveMessage', 'SendMessage', 'StartMessageMoveTask'],
  ],
  logs: [
    'DescribeLogGroups',
    'DescribeLogStreams',
    'DescribeQueryDefinitions',
    'FilterLogEvents',
    'GetLogEvents',
    'GetQueryResults',
    'StartQuery',
    'StopQuery',
  ],
} as const;

describe.each(Object.entries(stageContexts))(
  'the policies for operators of the AWS console, of stage %s',
  (_stage, context) => {
    const { resources, operations } = synthesised(context);
    const statements = Object.values(operations.findResources('AWS::IAM::ManagedPolicy')).flatMap(
      ({ Properties }) => (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement,
    );
    const actionsOf = ({ Action }: Statement) => [Action].flat();

    it('let them redrive, look at dead letters, move them back and read logs, and do nothing else', () => {
      const expected = Object.entries(allowed).flatMap(([service, actions]) =>
        actions.map((action) => `${service}:${action}`),
      );

      expect(new Set(statements.flatMap(actionsOf))).toEqual(new Set(expected));
      expect(new Set(statements.map(({ Effect }) => Effect))).toEqual(new Set(['Allow']));
    });

    it('name what they are about: everything only where an action takes no resource', () => {
      const ofAll = statements.filter(({ Resource }) => [Resource].flat().includes('*'));

      expect(new Set(ofAll.flatMap(actionsOf))).toEqual(
        new Set(
          ['DescribeLogGroups', 'DescribeQueryDefinitions', 'GetQueryResults', 'StopQuery'].map(
            (action) => `logs:${action}`,
          ),
        ),
      );
    });

    it('are about every dead-letter queue that there is, and no queue of work', () => {
      const about = JSON.stringify(
        statements.filter((statement) => actionsOf(statement).includes('sqs:ReceiveMessage')),
      );
      const queues = resources('AWS::SQS::Queue');
      const deadLetters = queues.filter(
        ({ Properties }) => Properties.MessageRetentionPeriod === 14 * 86_400 && Properties.RedrivePolicy === undefined,
      );

      expect(deadLetters.length).toBeGreaterThan(4);
      expect(deadLetters.filter(({ logicalId }) => !about.includes(logicalId))).toEqual([]);
      expect(queues.filter((queue) => !deadLetters.includes(queue) && about.includes(queue.logicalId))).toEqual([]);
    });

    it('let dead letters be moved back to each queue whose consumer left them, and put nothing into the orders’', () => {
      const sent = statements.filter((statement) => actionsOf(statement).includes('sqs:SendMessage'));
      const left = resources('AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy !== undefined);
      const mayBeSentTo = left.filter(({ logicalId }) => JSON.stringify(sent).includes(logicalId));

      expect(sent.map(actionsOf)).toEqual([['sqs:SendMessage']]);
      expect([sent[0]?.Resource].flat()).toHaveLength(mayBeSentTo.length);
      expect(left.filter((queue) => !mayBeSentTo.includes(queue)).map(({ logicalId }) => logicalId)).toEqual([
        expect.stringMatching(/^OrderQueue/),
      ]);
    });
  },
);
