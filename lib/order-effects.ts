import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { grantIssue } from './inventory.ts';
import type { Notifications } from './notifications.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What order effects connect. */
export interface OrderEffectsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly providers: PaymentProviders;
  readonly notifications: Notifications;
  readonly alarms: Alarms;
}

/**
 * What an order demands outside its workflow: money that could not be captured at once, stock and money of an order
 * that was cancelled, a further try to pay that was cut off.
 */
export class OrderEffects extends Construct {
  /** What applies them. */
  readonly consumer: ServiceFunction;
  readonly #queue: WorkQueue;

  constructor(scope: Construct, id: string, { stage, tables, providers, notifications, alarms }: OrderEffectsProps) {
    super(scope, id);
    const apply = new ServiceFunction(this, 'ApplyOrderEffects', {
      stage,
      entry: 'order-effects/apply-order-effects',
    });
    this.consumer = apply;
    grantIssue(tables, apply);
    tables.payments.grant(apply, 'GetItem', 'PutItem');
    tables.failures.grant(apply, 'UpdateItem', 'DeleteItem');
    providers.grantInvoke(apply);
    notifications.grantRequest(apply);
    // Its id is that of the last release: under another one it would be another queue, and what waits in it be lost.
    this.#queue = new WorkQueue(this, 'FollowUps', {
      consumer: apply,
      alarms,
      variable: 'ORDER_EFFECTS_QUEUE_URL',
      attempts: 10,
      onDeadLetter: {
        alarm: 'OrderEffectsDeadLetters',
        description:
          'The stock or money of an order could not be brought in line with its status: a capture, a void or a refund is missing by a fault of ours, or its provider has not answered for three days, or a payment of a called-off order is being processed for three weeks. The log of ApplyOrderEffects says why; move the message back to its queue once it is mended.',
      },
    });
    // A payment that is being processed for days, or whose provider is away, is asked about again by a message to itself:
    // one that is merely waiting uses up no attempt.
    this.grantRequest(apply);
    alarms.ring('OrderEffectsLate', {
      metric: countedMetric(stage, 'OrderEffectsLate'),
      atLeast: 1,
      description:
        'The money of orders has waited for over a quarter of an hour because a payment provider does not answer: a capture, a void or a refund is late. The log of ApplyOrderEffects names the provider and the error. It goes on by itself once the provider answers, for three days.',
      because: 'What waits is asked for again within seconds; after a quarter of an hour that has not helped.',
    });
  }

  /** Lets the function ask for the effects of an order. */
  grantRequest(fn: ServiceFunction): void {
    this.#queue.grantSend(fn);
  }
}
