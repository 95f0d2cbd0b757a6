import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import { FailureNotes } from './failure-notes.ts';
import { Failures } from './failures.ts';
import { holdSeconds } from './hold.ts';
import { Notices } from './notices.ts';
import { OrderEffects } from './order-effects.ts';
import { ExpiredHolds } from './order-holds.ts';
import { OrderWorkflow } from './order-workflow.ts';
import { OrdersApi } from './orders-api.ts';
import { ofPartition } from './partitions.ts';
import { PaymentProviders } from './payment-providers.ts';
import { MoneyReconciliation } from './payment-reconciliation.ts';
import { Replenishment } from './replenishment.ts';
import { SandboxPayments } from './sandbox-payments.ts';
import { secretOutput } from './secret-output.ts';
import type { Stage } from './stages.ts';
import { StockCheck } from './stock-check.ts';
import { StockKeeper } from './stock-keeper.ts';
import { StockKeeping } from './stock-keeping.ts';
import { StockWatch } from './stock-watch.ts';
import { StrandedOrders } from './stranded-orders.ts';

/** What runs: the API, the workflow behind it, and what watches both. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, ...props }: StackProps & { stage: Stage; data: DataStack }) {
    super(scope, id, { ...props, description: `Order confirmation (${stage.name}): what it runs` });
    const { tables, identity, sender, deadLetters } = data;
    const { orders, products, stock, payments, sandboxPayments } = tables;

    const alarms = new Alarms(this, 'Alarms', { stage });
    const api = new OrdersApi(this, 'Api', { stage, identity, alarms });
    const sandbox =
      sandboxPayments === undefined || data.sandboxSecret === undefined
        ? undefined
        : new SandboxPayments(this, 'SandboxPayments', {
            stage,
            table: sandboxPayments,
            secret: data.sandboxSecret,
            notificationUrl: `${api.url}/payments/sandbox/notifications`,
            alarms,
          });
    const notices = new Notices(this, 'Notices', { stage, sender, alarms });
    const providers = new PaymentProviders(this, 'PaymentProviders', {
      stage,
      secrets: data.providerSecrets,
      sandbox,
      notificationUrl: (provider) => `${api.url}/payments/${provider}/notifications`,
      alarms,
    });
    // Its ids are those of the last release: under other ones, its queues would be other queues, and what waits in them be lost.
    const orderEffects = new OrderEffects(this, 'FollowUps', { stage, tables, providers, notices, alarms });
    const workflow = new OrderWorkflow(this, 'Workflow', { stage, tables, notices, providers, orderEffects, alarms });
    const reconciliation = new MoneyReconciliation(this, 'MoneyReconciliation', { stage, tables, providers, alarms });
    const stockCheck = new StockCheck(this, 'StockCheck', { stage, tables, alarms });
    new StrandedOrders(this, 'StrandedOrders', { stage, tables, workflow, alarms });
    const expiredHolds = new ExpiredHolds(this, 'ExpiredHolds', { stage, tables, orderEffects, alarms });
    new Failures(this, 'Failures', { stage, stateMachine: workflow.stateMachine, deadLetters, alarms });
    new FailureNotes(this, 'FailureNotes', { stage, tables, stateMachine: workflow.stateMachine, alarms });

    const submitOrder = api.serve(this, 'submitOrder', {
      timeout: Duration.seconds(15),
      environment: {
        ORDERS_TABLE: orders.tableName,
        PRODUCTS_TABLE: products.tableName,
        API_URL: api.url,
        SMS_COUNTRIES: stage.smsCountries,
      },
    });
    providers.letKnow(submitOrder);
    submitOrder.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], orders.tableArn);
    submitOrder.allow(['dynamodb:BatchGetItem'], products.tableArn);
    workflow.letStart(submitOrder);

    const getOrder = api.serve(this, 'getOrder', {
      memorySize: 256,
      // It may hold its answer for as long as the API lets it.
      timeout: Duration.seconds(29),
      environment: {
        ORDERS_TABLE: orders.tableName,
        PAYMENTS_TABLE: payments.tableName,
        LONG_POLLS_TABLE: tables.longPolls.tableName,
        LONG_POLLS_PER_STOREFRONT: String(stage.longPollsPerStorefront),
        HOLD_SECONDS: String(holdSeconds(stage)),
      },
    });
    workflow.letLook(getOrder);
    getOrder.allow(['dynamodb:UpdateItem'], tables.longPolls.tableArn);
    getOrder.allow(['dynamodb:GetItem', 'dynamodb:Query'], orders.tableArn);
    // A link to a payment that has died is asked for again.
    getOrder.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], payments.tableArn);
    providers.letSpeak(getOrder);

    const cancelOrder = api.serve(this, 'cancelOrder', {
      timeout: Duration.seconds(15),
      environment: { ORDERS_TABLE: orders.tableName, PAYMENTS_TABLE: payments.tableName },
    });
    cancelOrder.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], orders.tableArn);
    cancelOrder.allow(['dynamodb:GetItem'], payments.tableArn);
    workflow.letAnswer(cancelOrder);
    orderEffects.letRequestOrderEffects(cancelOrder);
    orderEffects.letRequestNotice(cancelOrder);

    const refundPayment = api.serve(this, 'refundOrder', {
      timeout: Duration.seconds(28),
      environment: { PAYMENTS_TABLE: payments.tableName },
    });
    refundPayment.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], payments.tableArn);
    providers.letSpeak(refundPayment);

    const shipOrder = api.serve(this, 'shipOrder', {
      timeout: Duration.seconds(15),
      environment: { PAYMENTS_TABLE: payments.tableName },
    });
    tables.letIssue(shipOrder);
    shipOrder.allow(['dynamodb:GetItem'], payments.tableArn);
    orderEffects.letRequestOrderEffects(shipOrder);

    const getAvailability = api.serve(this, 'getAvailability', {
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: { STOCK_TABLE: stock.tableName },
    });
    getAvailability.allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], stock.tableArn);

    new StockKeeping(this, 'StockKeeping', { stage, tables, api });
    const stockKeeper = new StockKeeper(this, 'StockKeeper', { stage, alarms });
    const stockWatch = new StockWatch(this, 'StockWatch', { stage, tables, notices, orderEffects, alarms });
    const replenishment = new Replenishment(this, 'Replenishment', { stage, tables, stockKeeper, alarms });

    const askBackInStock = api.serve(this, 'askBackInStock', {
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: {
        STOCK_TABLE: stock.tableName,
        BACK_IN_STOCK_REQUESTS_TABLE: tables.backInStockRequests.tableName,
      },
    });
    askBackInStock.allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], stock.tableArn);
    askBackInStock.allow(['dynamodb:UpdateItem'], tables.backInStockRequests.tableArn);
    tables.letLimitRecipients(askBackInStock);

    const takeNotification = api.serve(this, 'takePaymentNotification', {
      timeout: Duration.seconds(15),
      environment: { ORDERS_TABLE: orders.tableName, PAYMENTS_TABLE: payments.tableName },
    });
    takeNotification.allow(['dynamodb:GetItem'], orders.tableArn);
    takeNotification.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], payments.tableArn);
    workflow.letAnswer(takeNotification);
    providers.letSpeak(takeNotification);
    orderEffects.letRequestOrderEffects(takeNotification);

    api.serve(this, 'getOpenApi', {
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: {
        API_URL: api.url,
        ISSUER: identity.issuer,
        READ_SCOPE: identity.scopes.read,
        WRITE_SCOPE: identity.scopes.write,
        STAFF_SCOPE: identity.scopes.staff,
      },
    });

    const { stateMachineArn } = workflow.stateMachine;
    const { steps } = workflow;
    this.#outputs({
      ApiUrl: api.url,
      Issuer: identity.issuer,
      ReadScope: identity.scopes.read,
      WriteScope: identity.scopes.write,
      StaffScope: identity.scopes.staff,
      TokenUrl:
        identity.userPool === undefined
          ? undefined
          : `https://${identity.userPool.domain}.${ofPartition(this, 'tokenHost')}.${this.region}.amazoncognito.com/oauth2/token`,
      StorefrontUserPoolId: identity.userPool?.id,
      ...Object.fromEntries(
        Object.entries(identity.userPool?.clientIds ?? {}).map(([name, clientId]) => [`${name}ClientId`, clientId]),
      ),
      StateMachineArn: stateMachineArn,
      StateMachineConsoleUrl: `https://${this.region}.${ofPartition(this, 'console')}/states/home?region=${this.region}#/statemachines/view/${stateMachineArn}`,
      DeadLetterQueueUrl: deadLetters.queue.queueUrl,
      AlarmTopicArn: alarms.topic.topicArn,
      OrdersTable: orders.tableName,
      ProductsTable: products.tableName,
      StockTable: stock.tableName,
      StockMovementsTable: tables.stockMovements.tableName,
      StockRequestsTable: tables.stockRequests.tableName,
      BackordersTable: tables.backorders.tableName,
      PaymentsTable: payments.tableName,
      SandboxPaymentsTable: sandboxPayments?.tableName,
      ...Object.fromEntries(
        Object.entries(data.providerSecrets).map(([name, secret]) => [secretOutput(name), secret.secretArn]),
      ),
      CheckStockFunction: stockCheck.check.functionName,
      StockKeeperTopicArn: stockKeeper.topic.topicArn,
      WatchStockFunction: stockWatch.watch.functionName,
      CatchUpStockFunction: stockWatch.catchUp.functionName,
      ReportReplenishmentFunction: replenishment.report.functionName,
      BackInStockRequestsTable: tables.backInStockRequests.tableName,
      RecipientLimitsTable: tables.recipientLimits.tableName,
      NoticeQueueUrl: orderEffects.noticeQueueUrl,
      ReconcilePaymentsFunction: reconciliation.reconcile.functionName,
      ReleaseExpiredHoldsFunction: expiredHolds.release.functionName,
      SubmitOrderFunction: submitOrder.functionName,
      ReserveInventoryFunction: steps.reserveInventory.functionName,
      CheckPaymentFunction: steps.checkPayment.functionName,
      ConfirmOrderFunction: steps.confirmOrder.functionName,
      RejectOrderFunction: steps.rejectOrder.functionName,
      NotifyCustomerFunction: steps.notifyCustomer.functionName,
      ...Object.fromEntries(
        sender.dnsRecords.map(({ name, value }, index) => [`SenderDnsRecord${index + 1}`, `${name} CNAME ${value}`]),
      ),
    });
  }

  /** What a user needs to reach the service and to look inside. */
  #outputs(values: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined) new CfnOutput(this, name, { value });
    }
  }
}
