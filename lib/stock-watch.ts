import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Notices } from './notices.ts';
import type { OrderEffects } from './order-effects.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What the watch over the stock connects. */
export interface StockWatchProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly notices: Notices;
  readonly orderEffects: OrderEffects;
  readonly alarms: Alarms;
}

/** What makes a stock item one to watch. Changes of all others, most of a shop's, call nothing and cost nothing. */
const watched = [
  { lowStockThreshold: { N: FilterRule.exists() } },
  { backorder: { M: { limit: { N: FilterRule.exists() } } } },
  { awaited: { S: FilterRule.exists() } },
  { shards: { N: FilterRule.exists() } },
  { shard: { N: FilterRule.exists() } },
];

/** How often all stock is looked at, for what no change told of. */
const catchUpEvery = Duration.minutes(15);

/**
 * Follows the changes of the stock that somebody wants to know of: low stock, units for those who wait, shards out of balance.
 * What no change tells of, such as the release of a preorder, is looked for by the clock.
 */
export class StockWatch extends Construct {
  readonly watch: ServiceFunction;
  readonly catchUp: ServiceFunction;
  readonly #tellShoppers: WorkQueue;

  constructor(scope: Construct, id: string, { stage, tables, notices, orderEffects, alarms }: StockWatchProps) {
    super(scope, id);
    const { stock, products, backInStockRequests } = tables;

    const tell = new ServiceFunction(this, 'TellBackInStock', {
      stage,
      entry: 'back-in-stock/tell-back-in-stock',
      environment: {
        STOCK_TABLE: stock.tableName,
        PRODUCTS_TABLE: products.tableName,
        BACK_IN_STOCK_REQUESTS_TABLE: backInStockRequests.tableName,
      },
    });
    tell.allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], stock.tableArn);
    tell.allow(['dynamodb:BatchGetItem'], products.tableArn);
    tell.allow(['dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], backInStockRequests.tableArn);
    notices.sendEmailsThrough(tell);
    this.#tellShoppers = new WorkQueue(this, 'BackInStock', {
      consumer: tell,
      alarms,
      attempts: 5,
      // Orders' notices come first: a crowd of shoppers must not use up the rate at which SES takes mails.
      maxAtOnce: 2,
      givenUp:
        'SES takes no mail for the shoppers who wait for a product that is back in stock. The log of TellBackInStock says why; nobody is forgotten, and they are tried again every quarter of an hour while there are units. Delete the message.',
    });
    this.#tellShoppers.letRequest(tell, 'BACK_IN_STOCK_QUEUE_URL');

    const watcher = (name: string, entry: `${string}/${string}`) => {
      const fn = new ServiceFunction(this, name, {
        stage,
        entry,
        timeout: Duration.seconds(55),
      });
      tables.letSpread(fn);
      tables.letAllocate(fn);
      orderEffects.letRequestNotice(fn);
      this.#tellShoppers.letRequest(fn, 'BACK_IN_STOCK_QUEUE_URL');
      fn.allow(
        ['events:PutEvents'],
        Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
      );
      alarms.ringOnErrors(fn);
      return fn;
    };
    this.watch = watcher('WatchStock', 'stock-watch/watch-stock');
    this.#follow(tables, alarms);

    this.catchUp = watcher('CatchUpStock', 'stock-watch/catch-up-stock');
    this.catchUp.allow(['dynamodb:Scan'], stock.tableArn);
    // The next quarter of an hour is the retry.
    this.catchUp.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: catchUpEvery });
    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.catchUp.functionArn] }),
    );
    new Schedule(this, 'EveryQuarterOfAnHour', {
      schedule: ScheduleExpression.rate(catchUpEvery),
      target: new LambdaInvoke(this.catchUp, { role: role.withoutPolicyUpdates(), retryAttempts: 0 }),
    });
  }

  /**
   * Calls the watch for each change of a watched item, until it succeeds or the change is so old that CatchUpStock has looked. Not so
   * many times instead: all of them could be over before a dependency that was away for a minute is back.
   */
  #follow({ stock }: Tables, alarms: Alarms): void {
    const { tableStreamArn } = stock;
    if (tableStreamArn === undefined) throw new Error('the Stock table has no stream');
    this.watch.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], tableStreamArn);
    this.watch.allow(['dynamodb:ListStreams'], tableStreamArn);
    const abandoned = new Queue(this, 'Abandoned', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(abandoned).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is itself where dead letters go.' });
    new EventSourceMapping(this, 'Changes', {
      target: this.watch,
      eventSourceArn: tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // Many orders of a hot SKU become one look at it.
      maxBatchingWindow: Duration.seconds(1),
      filters: watched.map((NewImage) => FilterCriteria.filter({ dynamodb: { NewImage } })),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      maxRecordAge: catchUpEvery,
      onFailure: new SqsDlq(abandoned),
    });
    alarms.ringOnLetters('StockChangesAbandoned', abandoned, {
      description:
        'The watch over the stock could not deal with a change. The log of WatchStock says why; CatchUpStock looks at the SKU again within a quarter of an hour, then delete the message.',
    });
    alarms.ring('StockChangesLate', {
      metric: this.watch.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) }),
      atLeast: Duration.minutes(10).toMilliseconds(),
      description: 'The watch over the stock is ten minutes behind. The log of WatchStock says what holds it up.',
    });
  }
}
