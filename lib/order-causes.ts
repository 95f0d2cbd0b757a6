import { Duration } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { type Tables, troubledOrdersIndex } from './tables.ts';

/** What counting causes connects. */
export interface OrderCausesProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly alarms: Alarms;
}

/**
 * Counts every night why orders were rejected, cancelled, late, complained about and returned, from what stands of those
 * orders alone; shows it, keeps what is done about it, and reports every Monday.
 */
export class OrderCauses extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, alarms }: OrderCausesProps) {
    super(scope, id);
    const count = new ServiceFunction(this, 'CountCauses', {
      stage,
      entry: 'order-causes/count-causes',
      timeout: Duration.minutes(15),
    });
    output(this, 'CountCausesFunction', count.functionName);
    tables.orders.grantIndex(count, troubledOrdersIndex);
    tables.orders.grant(count, 'Query');
    tables.tickets.grant(count, 'Query', 'BatchGetItem');
    tables.foresight.grant(count, 'Query');
    tables.orderCauses.grant(count, 'PutItem');
    // Behind the search for bottlenecks, which counts the orders of the day.
    new FunctionSchedule(this, 'EveryNight', { fn: count, when: { atHours: '3' }, alarms });

    const topic = new Topic(this, 'ReportTopic', { masterKey: alarms.key, enforceSSL: true });
    if (stage.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    output(this, 'OrderCausesTopicArn', topic.topicArn);
    const report = new ServiceFunction(this, 'ReportCauses', {
      stage,
      entry: 'order-causes/report-causes',
      timeout: Duration.seconds(55),
      environment: { ORDER_CAUSES_TOPIC_ARN: topic.topicArn },
    });
    output(this, 'ReportCausesFunction', report.functionName);
    tables.orderCauses.grant(report, 'Query');
    report.allow(['sns:Publish'], topic.topicArn);
    alarms.key.grant(report, 'kms:Decrypt', 'kms:GenerateDataKey');
    new FunctionSchedule(this, 'EveryMonday', { fn: report, when: { atHours: '6', onWeekDay: 'MON' }, alarms });

    const serve = api.serveTogether(this, 'CausesApi', ['getCauses', 'noteCauseAction', 'closeCauseAction'], {
      memorySize: 256,
      timeout: Duration.seconds(15),
    });
    tables.orderCauses.grant(serve, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
  }
}
