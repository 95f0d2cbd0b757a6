import { Aws, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import { output } from './output.ts';
import type { Stage } from './stages.ts';
import { WorkQueue } from './work-queue.ts';

/**
 * What operators may do in the AWS console, for a team to attach to its people's roles: redrive, look at dead letters,
 * read logs. Nothing else, and nothing that reads what is stored of customers.
 */
export class ConsoleAccess extends Construct {
  constructor(scope: Construct, id: string, { stage, workflow }: { stage: Stage; workflow: OrderWorkflow }) {
    super(scope, id);
    const { stateMachine } = workflow;
    const redrive = new ManagedPolicy(this, 'RedriveOrders', {
      description: 'Look at the executions of orders, and redrive those that failed',
      statements: [
        allow('states', ['DescribeStateMachine', 'ListExecutions'], stateMachine.stateMachineArn),
        allow('states', ['DescribeExecution', 'GetExecutionHistory', 'RedriveExecution'], workflow.executionArns),
      ],
    });
    workflow.acknowledgeExecutions(redrive);
    output(this, 'RedriveOrdersPolicyArn', redrive.managedPolicyArn);

    const constructs = this.node.root.node.findAll();
    const deadLetterQueues = constructs.filter((construct) => construct instanceof DeadLetterQueue);
    const workQueues = constructs.filter((construct) => construct instanceof WorkQueue);
    const deadLetters = new ManagedPolicy(this, 'DeadLetters', {
      description: 'Look at dead letters, take them out, and move them back',
      statements: [
        allow(
          'sqs',
          [
            ...['GetQueueUrl', 'GetQueueAttributes', 'ReceiveMessage', 'DeleteMessage'],
            ...['ListDeadLetterSourceQueues', 'StartMessageMoveTask', 'ListMessageMoveTasks'],
          ],
          ...deadLetterQueues.map(({ queueArn }) => queueArn),
        ),
        // SQS moves them with the rights of who asks.
        allow('sqs', ['SendMessage'], ...workQueues.map(({ queue }) => queue.queueArn)),
      ],
    });
    output(this, 'DeadLettersPolicyArn', deadLetters.managedPolicyArn);

    const logGroups = [`order-confirmation-${stage.name}-*`, `/aws/vendedlogs/*/order-confirmation-${stage.name}*`];
    const logs = new ManagedPolicy(this, 'ReadLogs', {
      description: "Read and query the stage's logs, which hold no personal data",
      statements: [
        allow(
          'logs',
          ['DescribeLogStreams', 'FilterLogEvents', 'GetLogEvents', 'StartQuery'],
          ...logGroups.map((name) => `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${name}`),
        ),
        // They take no resource, or none that the console would do with.
        allow('logs', ['DescribeLogGroups', 'DescribeQueryDefinitions', 'GetQueryResults', 'StopQuery'], '*'),
      ],
    });
    Validations.of(logs).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'Lists of log groups and answers to queries, which take no resource; a stack test allows no other action on *.',
      },
      ...logGroups.map((name) => ({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${name}]`,
        reason: 'The log groups of this stage, one a function, each with a suffix of CloudFormation’s.',
      })),
    );
    output(this, 'ReadLogsPolicyArn', logs.managedPolicyArn);
  }
}

function allow(service: string, actions: readonly string[], ...resources: readonly string[]): PolicyStatement {
  return new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources: [...resources] });
}
