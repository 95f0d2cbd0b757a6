import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { holdSeconds } from './hold.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';
import { openOrdersIndex } from './tables.ts';

/** What the overview connects. */
export interface OverviewProps {
  readonly stage: Stage;
  readonly service: ServiceStack;
}

/** Tells operators whether all is well: what CloudWatch counted, what rings, and which orders wait. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { stage, service }: OverviewProps) {
    super(scope, id);
    const { api, tables, workflow } = service.capabilities;
    const overview = api.serve(this, 'getOverview', {
      timeout: Duration.seconds(15),
      environment: {
        HOLD_SECONDS: String(holdSeconds(stage)),
        STATE_MACHINE_ARN: workflow.stateMachine.stateMachineArn,
        // Those of the stacks that build on the service begin so too.
        ALARM_PREFIX: `${service.stackName}-`,
      },
    });
    tables.orders.grant(overview, 'BatchGetItem');
    tables.orders.grantIndex(overview, openOrdersIndex);
    tables.payments.grant(overview, 'BatchGetItem');
    tables.foresight.grant(overview, 'GetItem');
    // CloudWatch tells of composite alarms only who may be told of all, and knows no right to some of the metrics.
    overview.allow(['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'], '*');
  }
}
