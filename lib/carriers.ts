import { Duration } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { CarrierProviderName } from '../lambdas/carriers/providers/registry.ts';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { Notifications } from './notifications.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { dueTrackersIndex, type Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** What following parcels connects. */
export interface CarriersProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly notifications: Notifications;
  readonly tickets: Tickets;
  readonly alarms: Alarms;
  /** The keys of each who follows parcels. */
  readonly secrets: Readonly<Partial<Record<CarrierProviderName, Secret>>>;
}

/** Who follows the parcels of a stage, for functions that only have to know; nobody where it ends with the confirmation. */
export function carrierNames({ afterSales, carriers }: Stage): string {
  const names = afterSales ? Object.keys(carriers) : [];
  return names.length === 0 ? 'none' : names.join(',');
}

/** Has parcels followed by carriers' aggregators: takes their notifications, and asks them. */
export class Carriers extends Construct {
  constructor(scope: Construct, id: string, props: CarriersProps) {
    super(scope, id);
    const { stage, tables, api, notifications, tickets, alarms, secrets } = props;
    const names = Object.keys(stage.carriers) as CarrierProviderName[];
    const accounts = names.map((name) => [
      name,
      {
        secretArn: secrets[name]?.secretArn,
        baseUrl: stage.carriers[name],
        notificationUrl: `${api.url}/carriers/${name}/notifications`,
      },
    ]);
    const environment = { CARRIERS: carrierNames(stage), PARCEL_NOTICES: stage.parcelNotices };
    const take = api.serve(this, 'takeCarrierNotification', {
      memorySize: 256,
      timeout: Duration.seconds(25),
      environment,
    });
    const ask = new ServiceFunction(this, 'AskAboutDueParcels', {
      stage,
      entry: 'carriers/ask-about-due-parcels',
      memorySize: 256,
      timeout: Duration.seconds(55),
      environment,
    });
    output(this, 'AskAboutDueParcelsFunction', ask.functionName);
    for (const fn of [take, ask]) {
      fn.addEnvironment('CARRIER_ACCOUNTS', fn.stack.toJsonString(Object.fromEntries(accounts)));
      tables.orders.grant(fn, 'Query', 'UpdateItem');
      tables.trackers.grant(fn, 'GetItem', 'UpdateItem');
      notifications.grantRequest(fn);
      tickets.grantRequest(fn);
      const arns = Object.values(secrets).map(({ secretArn }) => secretArn);
      if (arns.length > 0) fn.allow(['secretsmanager:GetSecretValue'], ...arns);
    }
    tables.trackers.grant(take, 'Query', 'PutItem');
    tables.trackers.grantIndex(ask, dueTrackersIndex);
    tables.intake.grant(ask, 'GetItem');
    new FunctionSchedule(this, 'EveryMinute', { fn: ask, when: { every: Duration.minutes(1) }, alarms });

    alarms.ring('CarrierUnavailable', {
      scope: this,
      metric: countedMetric(stage, 'CarrierUnavailable'),
      atLeast: 1,
      description:
        'Who follows parcels has not answered about one for three times in a row, over seven minutes: they are down, or do not take our keys. Orders are not held up; customers hear of their parcels late.',
      because: 'A single call may fail and is repeated; three in a row, minutes apart, are no hiccup.',
    });
    alarms.ring('CarrierNotificationsRefused', {
      scope: this,
      metric: countedMetric(stage, 'CarrierNotificationRefused'),
      atLeast: 20,
      description:
        "Many notifications about parcels do not verify: somebody forges them, or a carrier's secret was changed and ours was not.",
      because: 'Strangers may try once or twice; twenty in five minutes are one who goes on, or all that is sent.',
    });
  }
}
