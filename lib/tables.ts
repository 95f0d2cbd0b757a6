import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** The sparse index of orders that have not ended. */
export const openOrdersIndex = 'open-orders';

/** The sparse index of orders that hold stock. */
export const holdingOrdersIndex = 'holding-orders';

/** One table per aggregate, so that each function's rights name only what it touches. */
export class Tables extends Construct {
  readonly orders: Table;
  readonly products: Table;
  readonly stock: Table;
  /** The ledger of the stock. */
  readonly stockMovements: Table;
  /** What staff asked for under each Idempotency-Key, and the answer. */
  readonly stockRequests: Table;
  /** The queues for stock to come. */
  readonly backorders: Table;
  /** Shoppers who asked to be told when a SKU is back in stock; they are forgotten after a while. */
  readonly backInStockRequests: Table;
  /** How much strangers have caused to be sent to one recipient lately. */
  readonly recipientLimits: Table;
  readonly payments: Table;
  /** Who waits for an order's answer. */
  readonly longPolls: Table;
  /** The pretend provider's own records, in stages that have it. */
  readonly sandboxPayments: Table | undefined;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const table = (name: string, settings: Pick<TableProps, 'timeToLiveAttribute' | 'stream'> = {}) =>
      new Table(this, name, {
        partitionKey: { name: 'pk', type: AttributeType.STRING },
        sortKey: { name: 'sk', type: AttributeType.STRING },
        billingMode: BillingMode.PAY_PER_REQUEST,
        encryption: TableEncryption.AWS_MANAGED,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: stage.protectsData,
        // What may not be deleted must not be tried to delete, not even when its own deployment fails.
        removalPolicy: stage.protectsData ? RemovalPolicy.RETAIN : stage.removalPolicy,
        ...settings,
      });

    this.orders = table('Orders');
    this.orders.addGlobalSecondaryIndex({
      indexName: openOrdersIndex,
      partitionKey: { name: 'openShard', type: AttributeType.STRING },
      sortKey: { name: 'openSince', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.orders.addGlobalSecondaryIndex({
      indexName: holdingOrdersIndex,
      partitionKey: { name: 'heldShard', type: AttributeType.STRING },
      sortKey: { name: 'pk', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.longPolls = table('LongPolls', { timeToLiveAttribute: 'expiresAt' });
    this.products = table('Products');
    this.stock = table('Stock', { stream: StreamViewType.NEW_IMAGE });
    this.stockMovements = table('StockMovements');
    this.stockRequests = table('StockRequests');
    this.backorders = table('Backorders');
    this.backInStockRequests = table('BackInStockRequests', { timeToLiveAttribute: 'expiresAt' });
    this.recipientLimits = table('RecipientLimits', { timeToLiveAttribute: 'expiresAt' });
    this.payments = table('Payments', { timeToLiveAttribute: 'expiresAt' });
    this.sandboxPayments = stage.sandboxPayments
      ? table('SandboxPayments', { timeToLiveAttribute: 'expiresAt' })
      : undefined;
  }

  /** Lets the function promise stock to an order, and take it back. */
  letReserve(fn: ServiceFunction): void {
    this.letRelease(fn);
    fn.allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], this.stock.tableArn);
    fn.allow(['dynamodb:PutItem'], this.backorders.tableArn);
  }

  /** Lets the function take back the stock that was promised to an order. */
  letRelease(fn: ServiceFunction): void {
    fn.addEnvironment('ORDERS_TABLE', this.orders.tableName);
    fn.addEnvironment('STOCK_TABLE', this.stock.tableName);
    fn.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], this.orders.tableArn);
    fn.addEnvironment('BACKORDERS_TABLE', this.backorders.tableName);
    fn.allow(['dynamodb:UpdateItem'], this.stock.tableArn);
    fn.allow(['dynamodb:DeleteItem'], this.backorders.tableArn);
  }

  /** Lets the function take a shipped order's stock out of the warehouse. */
  letIssue(fn: ServiceFunction): void {
    this.letRelease(fn);
    fn.addEnvironment('STOCK_MOVEMENTS_TABLE', this.stockMovements.tableName);
    fn.allow(['dynamodb:PutItem'], this.stockMovements.tableArn);
  }

  /** Lets the function move stock as staff do, and change how it is kept. */
  letKeep(fn: ServiceFunction): void {
    fn.addEnvironment('PRODUCTS_TABLE', this.products.tableName);
    fn.allow(['dynamodb:BatchGetItem'], this.products.tableArn);
    this.letSpread(fn);
  }

  /** Lets the function move stock between the shards of a SKU. */
  letSpread(fn: ServiceFunction): void {
    fn.addEnvironment('STOCK_TABLE', this.stock.tableName);
    fn.addEnvironment('STOCK_MOVEMENTS_TABLE', this.stockMovements.tableName);
    fn.allow(
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      this.stock.tableArn,
    );
    fn.allow(['dynamodb:PutItem'], this.stockMovements.tableArn);
  }

  /** Lets the function give arrived stock to those who wait for it. */
  letAllocate(fn: ServiceFunction): void {
    this.letReserve(fn);
    fn.allow(['dynamodb:Query'], this.backorders.tableArn);
  }

  /** Lets the function count what one recipient gets. */
  letLimitRecipients(fn: ServiceFunction): void {
    fn.addEnvironment('RECIPIENT_LIMITS_TABLE', this.recipientLimits.tableName);
    fn.allow(['dynamodb:UpdateItem'], this.recipientLimits.tableArn);
  }
}
