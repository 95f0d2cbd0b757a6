import { Stack, type StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { ApiDescription } from './api-description.ts';
import { Availability } from './availability.ts';
import { BackInStock } from './back-in-stock.ts';
import type { DataStack } from './data-stack.ts';
import { DeliveryInstructions } from './delivery-instructions.ts';
import { EmailFeedback } from './email-feedback.ts';
import type { FailedOrders } from './failed-orders.ts';
import { GradualReleases } from './gradual-releases.ts';
import { Notifications } from './notifications.ts';
import { OrderCancellation } from './order-cancellation.ts';
import { OrderEffects } from './order-effects.ts';
import { OrderEvents } from './order-events.ts';
import { OrderHolds } from './order-holds.ts';
import { OrderIndex } from './order-index.ts';
import { OrderPage } from './order-page.ts';
import { OrderPageLinks } from './order-page-links.ts';
import { OrderPagePush } from './order-page-push.ts';
import { OrderPayment } from './order-payment.ts';
import { OrderQueue } from './order-queue.ts';
import { OrderRecovery } from './order-recovery.ts';
import { OrderShipment } from './order-shipment.ts';
import { OrderSubmission } from './order-submission.ts';
import { OrderTracking } from './order-tracking.ts';
import { OrderWorkflow } from './order-workflow.ts';
import { OrdersApi } from './orders-api.ts';
import { PaymentNotifications } from './payment-notifications.ts';
import { PaymentProviders } from './payment-providers.ts';
import { SandboxPayments } from './sandbox-payments.ts';
import type { Stage } from './stages.ts';
import { StockKeeper } from './stock-keeper.ts';
import { StockWatch } from './stock-watch.ts';
import type { StorefrontIdentity } from './storefront-identity.ts';
import type { Tables } from './tables.ts';
import { Webhooks } from './webhooks.ts';

/** What a stack beside the service's builds on: the door, those who are told and who hold the money, the way of an order. */
export interface ServiceCapabilities {
  readonly tables: Tables;
  readonly alarms: Alarms;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly notifications: Notifications;
  readonly providers: PaymentProviders;
  readonly orderEffects: OrderEffects;
  readonly workflow: OrderWorkflow;
  readonly orderQueue: OrderQueue;
  readonly failedOrders: FailedOrders;
  readonly identity: StorefrontIdentity;
  readonly orderIndex: OrderIndex;
  readonly carrierSecrets: DataStack['carrierSecrets'];
  readonly stockKeeper: StockKeeper;
}

/**
 * What runs: the API, the workflow behind it, and what watches both. A construct a capability, named like its folder in
 * `lambdas/`.
 */
export class ServiceStack extends Stack {
  readonly capabilities: ServiceCapabilities;

  constructor(scope: Construct, id: string, { stage, data, ...props }: StackProps & { stage: Stage; data: DataStack }) {
    super(scope, id, { ...props, description: `Order confirmation (${stage.name}): what it runs` });
    const { tables, identity, sender, failedOrders } = data;
    data.nameIn(this);
    // The queues of the last release stand here: elsewhere they would be other queues, and what waits in them be lost.
    const followUps = new Construct(this, 'FollowUps');
    const stockChanges = new Construct(this, 'StockWatch');

    // What the capabilities meet in: the door, those who are told, and those who hold the money.
    const alarms = new Alarms(this, 'Alarms', { stage });
    const releases = new GradualReleases(this, 'Releases', { stage, alarms });
    const api = new OrdersApi(this, 'Api', { stage, identity, audit: tables.audit, alarms, releases });
    const links = new OrderPageLinks(api, data.orderPageKey);
    const notifications = new Notifications(this, 'Notices', {
      stage,
      tables,
      links,
      sender,
      alarms,
      queueScope: followUps,
    });
    const notificationUrl = (provider: string) => `${api.url}/payments/${provider}/notifications`;
    const sandbox =
      data.sandbox === undefined
        ? undefined
        : new SandboxPayments(this, 'SandboxPayments', {
            stage,
            ...data.sandbox,
            notificationUrl: notificationUrl('sandbox'),
            alarms,
          });
    const providers = new PaymentProviders(this, 'PaymentProviders', {
      stage,
      secrets: data.providerSecrets,
      sandbox,
      notificationUrl,
    });

    // The way of an order, and what leads off it.
    const orderEffects = new OrderEffects(followUps, 'Default', { stage, tables, providers, notifications, alarms });
    const orderIndex = new OrderIndex(tables, data.searchKey);
    const workflow = new OrderWorkflow(this, 'Workflow', {
      stage,
      tables,
      notifications,
      providers,
      orderEffects,
      orderIndex,
      alarms,
      releases,
    });
    // For a further try to pay that was cut off ahead of its answer.
    workflow.grantTaskResponse(orderEffects.consumer);
    const orderQueue = new OrderQueue(this, 'OrderQueue', { stage, workflow, failedOrders, alarms });
    new OrderSubmission(this, 'OrderSubmission', { stage, tables, api, links, providers, workflow, orderQueue });
    new OrderTracking(this, 'OrderTracking', { stage, tables, api, links, providers, workflow });
    const push = new OrderPagePush(this, 'OrderPagePush', { stage, tables, links, alarms });
    new OrderPage(this, 'OrderPage', {
      ...{ stage, tables, api, links, providers },
      ...{ workflow, notifications, orderEffects, push },
    });
    new OrderCancellation(this, 'OrderCancellation', { tables, api, links, workflow, notifications, orderEffects });
    new DeliveryInstructions(this, 'DeliveryInstructions', { tables, api });
    new EmailFeedback(this, 'EmailFeedback', { stage, tables, notifications, alarms });
    new OrderPayment(this, 'OrderPayment', { tables, api, links, providers, workflow, notifications, orderEffects });
    new OrderShipment(this, 'OrderShipment', { tables, api, links, notifications, orderEffects });
    new OrderHolds(this, 'OrderHolds', { stage, tables, notifications, orderEffects, alarms });
    new OrderRecovery(this, 'OrderRecovery', { stage, tables, workflow, failedOrders, alarms });

    // What others are told of it.
    const webhooks = new Webhooks(this, 'Webhooks', { stage, tables, alarms, notifications });
    const { followers } = new OrderEvents(this, 'OrderEvents', {
      stage,
      tables,
      alarms,
      api,
      webhooks,
      orderIndex,
    });
    for (const fn of followers) push.grantHint(fn);

    // The money.
    new PaymentNotifications(this, 'PaymentNotifications', {
      stage,
      tables,
      api,
      providers,
      workflow,
      notifications,
      alarms,
    });

    // The stock.
    const stockKeeper = new StockKeeper(this, 'StockKeeper', { stage, alarms });
    const backInStock = new BackInStock(this, 'BackInStock', {
      stage,
      tables,
      api,
      notifications,
      alarms,
      queueScope: stockChanges,
    });
    new Availability(this, 'Availability', { tables, api });
    new StockWatch(stockChanges, 'Default', { stage, tables, notifications, backInStock, alarms });

    new ApiDescription(this, 'ApiDescription', { api, identity });

    this.capabilities = {
      ...{ tables, alarms, api, links, notifications, providers },
      ...{ orderEffects, workflow, orderQueue, failedOrders, identity, orderIndex, stockKeeper },
      carrierSecrets: data.carrierSecrets,
    };
  }
}
