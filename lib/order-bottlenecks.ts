import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What looking for bottlenecks connects. */
export interface OrderBottlenecksProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly workflow: OrderWorkflow;
  readonly alarms: Alarms;
}

/** Finds out every night where the time of customers went, and tells it to who operates the service. */
export class OrderBottlenecks extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, workflow, alarms }: OrderBottlenecksProps) {
    super(scope, id);
    const find = new ServiceFunction(this, 'FindBottlenecks', {
      stage,
      entry: 'order-bottlenecks/find-bottlenecks',
      timeout: Duration.minutes(15),
      environment: { STATE_MACHINE_ARN: workflow.stateMachine.stateMachineArn },
    });
    output(this, 'FindBottlenecksFunction', find.functionName);
    workflow.grantOnExecutions(find, 'GetExecutionHistory');
    tables.orderSearch.grant(find, 'Query');
    tables.orders.grant(find, 'BatchGetItem');
    tables.foresight.grant(find, 'PutItem', 'Query');
    new FunctionSchedule(this, 'EveryNight', { fn: find, when: { atHours: '1' }, alarms });

    alarms.ring('ConfirmationForecastWorse', {
      scope: this,
      metric: countedMetric(stage, 'ConfirmationForecastWorse'),
      atLeast: 1,
      description:
        'The times to confirmation were foreseen worse over two weeks than by the plain moving average, which customers are told by now. See what changed in the bottlenecks.',
      because: 'It is compared once a night: what is no better than an average is not worth having.',
    });

    const list = api.serve(this, 'listBottlenecks', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.foresight.grant(list, 'Query');
  }
}
