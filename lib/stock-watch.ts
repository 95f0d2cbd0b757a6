import { Duration, Stack } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { BackInStock } from './back-in-stock.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { grantAllocate, grantSpread } from './inventory.ts';
import type { Notifications } from './notifications.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What the watch over the stock connects. */
export interface StockWatchProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly notifications: Notifications;
  readonly backInStock: BackInStock;
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
 * Follows the changes of the stock that somebody wants to know of: low stock, units for those who wait, shards out of
 * balance. What no change tells of, such as the release of a preorder, is looked for by the clock.
 */
export class StockWatch extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, notifications, backInStock, alarms }: StockWatchProps) {
    super(scope, id);
    const watcher = (name: string, entry: `${string}/${string}`) => {
      const fn = new ServiceFunction(this, name, { stage, entry, timeout: Duration.seconds(55) });
      grantSpread(tables, fn);
      grantAllocate(tables, fn);
      tables.intake.grant(fn, 'GetItem');
      notifications.grantRequest(fn);
      backInStock.grantRequest(fn);
      fn.allow(
        ['events:PutEvents'],
        Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
      );
      output(this, `${name}Function`, fn.functionName);
      return fn;
    };
    const watch = watcher('WatchStock', 'stock-watch/watch-stock');
    this.#follow(tables, watch, alarms);
    alarms.ringOnErrors(watch);

    const catchUp = watcher('CatchUpStock', 'stock-watch/catch-up-stock');
    tables.stock.grant(catchUp, 'Scan');
    new FunctionSchedule(this, 'EveryQuarterOfAnHour', { fn: catchUp, when: { every: catchUpEvery }, alarms });
  }

  /**
   * Calls the watch for each change of a watched item, until it succeeds or the change is so old that CatchUpStock has
   * looked. Not so many times instead: all of them could be over before a dependency that was away for a minute is
   * back.
   */
  #follow({ stock }: Tables, watch: ServiceFunction, alarms: Alarms): void {
    // Its id is that of the last release: under another one it would be another queue, and what lies in it be lost.
    const deadLetters = new DeadLetterQueue(this, 'Abandoned');
    new EventSourceMapping(this, 'Changes', {
      target: watch,
      eventSourceArn: stock.grantStream(watch),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // Many orders of a hot SKU become one look at it.
      maxBatchingWindow: Duration.seconds(1),
      filters: watched.map((NewImage) => FilterCriteria.filter({ dynamodb: { NewImage } })),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      maxRecordAge: catchUpEvery,
      onFailure: new SqsDlq(deadLetters),
    });
    alarms.ringOnLetters('StockChangesDeadLetters', deadLetters, {
      description:
        'The watch over the stock could not deal with a change. The log of WatchStock says why; CatchUpStock looks at the SKU again within a quarter of an hour, then delete the message.',
    });
    alarms.ring('StockChangesLate', {
      metric: watch.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) }),
      atLeast: Duration.minutes(10).toMilliseconds(),
      description: 'The watch over the stock is ten minutes behind. The log of WatchStock says what holds it up.',
      because: 'It takes seconds; CatchUpStock looks by itself five minutes later.',
    });
  }
}
