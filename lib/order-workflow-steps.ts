import { holdSeconds, patienceOf } from './hold.ts';
import { grantRelease, grantReserve } from './inventory.ts';
import type { Notifications } from './notifications.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderIndex } from './order-index.ts';
import { restOfRunSeconds, type StepName } from './order-workflow-definition.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What steps connect. */
export interface StepParts {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly notifications: Notifications;
  readonly providers: PaymentProviders;
  readonly orderEffects: OrderEffects;
  readonly orderIndex: OrderIndex;
}

type Entry = `${string}/${string}`;

/** The function of a step: its entry point, and what it may do. */
interface StepFunction {
  readonly entry: Entry | ((stage: Stage) => Entry);
  /** Less where it mostly waits for others (docs/decisions/0042-who-waits-is-small.md). */
  readonly memorySize?: 256;
  readonly connect: (fn: ServiceFunction, parts: StepParts) => void;
}

/** The function of each step of the definition. */
export const stepFunctions: Readonly<Record<StepName, StepFunction>> = {
  'Reserve inventory': {
    entry: 'inventory/reserve-inventory',
    memorySize: 256,
    connect(fn, { stage, tables }) {
      fn.addEnvironment('HOLD_SECONDS', String(holdSeconds(stage)));
      grantReserve(tables, fn);
      tables.orders.grant(fn, 'PutItem');
    },
  },
  'Check payment': {
    entry: ({ risk }) => (risk === 'off' ? 'payments/check-payment' : 'order-risk/check-payment-and-risk'),
    memorySize: 256,
    connect(fn, { stage, tables, notifications, providers, orderIndex }) {
      fn.addEnvironment('REST_OF_RUN_SECONDS', String(restOfRunSeconds(patienceOf(stage))));
      tables.orders.grant(fn, 'BatchGetItem', 'GetItem', 'Query', 'UpdateItem');
      tables.payments.grant(fn, 'BatchGetItem', 'GetItem', 'PutItem');
      providers.grantInvoke(fn);
      notifications.grantRequest(fn);
      if (stage.risk === 'off') return;
      fn.addEnvironment('RISK_MODE', stage.risk);
      orderIndex.grantFind(fn);
      tables.riskCounters.grant(fn, 'GetItem', 'UpdateItem');
    },
  },
  'Confirm order': {
    entry: 'order-workflow/confirm-order',
    memorySize: 256,
    connect(fn, { tables, providers, orderEffects }) {
      tables.orders.grant(fn, 'GetItem', 'Query', 'UpdateItem');
      tables.payments.grant(fn, 'GetItem', 'PutItem');
      providers.grantInvoke(fn);
      orderEffects.grantRequest(fn);
    },
  },
  'Notify customer': {
    entry: 'notifications/notify-customer',
    memorySize: 256,
    connect(fn, { tables, notifications }) {
      tables.orders.grant(fn, 'GetItem', 'Query', 'UpdateItem');
      tables.payments.grant(fn, 'GetItem');
      tables.recipientLimits.grant(fn, 'UpdateItem');
      notifications.grantSend(fn);
      notifications.grantRequest(fn);
    },
  },
  'Reject order': {
    entry: 'order-workflow/reject-order',
    memorySize: 256,
    connect(fn, { tables, providers, orderEffects }) {
      grantRelease(tables, fn);
      tables.payments.grant(fn, 'GetItem', 'PutItem');
      providers.grantInvoke(fn);
      orderEffects.grantRequest(fn);
    },
  },
};
