import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { OrderWorkflow } from './order-workflow.ts';
import { output } from './output.ts';

/** What operators may do in the AWS console, for a team to attach to its people's roles. */
export class ConsoleAccess extends Construct {
  constructor(scope: Construct, id: string, { workflow }: { workflow: OrderWorkflow }) {
    super(scope, id);
    const { stateMachine } = workflow;
    const ofMachine = (actions: readonly string[]) => actions.map((action) => `states:${action}`);
    const redrive = new ManagedPolicy(this, 'RedriveOrders', {
      description: 'Look at the executions of orders, and redrive those that failed',
      statements: [
        new PolicyStatement({
          actions: ofMachine(['DescribeStateMachine', 'ListExecutions']),
          resources: [stateMachine.stateMachineArn],
        }),
        new PolicyStatement({
          actions: ofMachine(['DescribeExecution', 'GetExecutionHistory', 'RedriveExecution']),
          resources: [workflow.executionArns],
        }),
      ],
    });
    workflow.acknowledgeExecutions(redrive);
    output(this, 'RedriveOrdersPolicyArn', redrive.managedPolicyArn);
  }
}
