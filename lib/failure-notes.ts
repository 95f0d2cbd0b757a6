import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { failedExecutions } from './failures.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What noting failures connects. */
export interface FailureNotesProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly stateMachine: StateMachine;
  readonly alarms: Alarms;
}

/** An order whose execution failed says so to its storefront. Beside the dead-letter queue, which is for the operator. */
export class FailureNotes extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, stateMachine, alarms }: FailureNotesProps) {
    super(scope, id);
    const noteFailure = new ServiceFunction(this, 'NoteFailure', {
      stage,
      entry: 'order-recovery/note-failure',
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: { ORDERS_TABLE: tables.orders.tableName },
    });
    noteFailure.allow(['dynamodb:UpdateItem'], tables.orders.tableArn);
    alarms.ringOnErrors(noteFailure);
    new Rule(this, 'Rule', {
      description: 'An order is delayed by a problem on our side',
      eventPattern: failedExecutions(stateMachine),
      targets: [new LambdaFunction(noteFailure)],
    });
  }
}
