import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/** The sparse index of orders that have not ended. */
export const openOrdersIndex = 'open-orders';

/** One table per aggregate, so that each function's rights name only what it touches. */
export class Tables extends Construct {
  readonly orders: Table;
  readonly products: Table;
  readonly stock: Table;
  readonly payments: Table;
  /** The pretend provider's own records, in stages that have it. */
  readonly sandboxPayments: Table | undefined;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const table = (name: string, timeToLiveAttribute?: string) =>
      new Table(this, name, {
        partitionKey: { name: 'pk', type: AttributeType.STRING },
        sortKey: { name: 'sk', type: AttributeType.STRING },
        billingMode: BillingMode.PAY_PER_REQUEST,
        encryption: TableEncryption.AWS_MANAGED,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: stage.protectsData,
        removalPolicy: stage.removalPolicy,
        ...(timeToLiveAttribute === undefined ? {} : { timeToLiveAttribute }),
      });

    this.orders = table('Orders');
    this.orders.addGlobalSecondaryIndex({
      indexName: openOrdersIndex,
      partitionKey: { name: 'openShard', type: AttributeType.STRING },
      sortKey: { name: 'openSince', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.products = table('Products');
    this.stock = table('Stock');
    this.payments = table('Payments', 'expiresAt');
    this.sandboxPayments = stage.sandboxPayments ? table('SandboxPayments', 'expiresAt') : undefined;
  }
}
