import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { variableOf } from '../lambdas/runtime/environment.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** What a table has beside its key, `pk` and `sk`. */
export interface TableRecord {
  /** What becomes of what it says of customers: of a new one, somebody has to decide. */
  readonly personal: 'none' | 'erased' | 'forgotten';
  /** Sparse indexes of keys: name → the attributes of partition key and sort key. */
  readonly indexes?: Readonly<Record<string, readonly [string, string]>>;
  /** The attribute by which items are forgotten (epoch seconds). */
  readonly timeToLive?: string;
  readonly stream?: keyof typeof StreamViewType;
}

/** What of a stage its tables follow. */
export type TableStage = Pick<Stage, 'protectsData' | 'removalPolicy'>;

/** What a function may do with the items of a table, as DynamoDB names it. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem';

/**
 * A table of the service. Who is granted something on it finds its name in the environment: `STOCK_MOVEMENTS_TABLE` of
 * `StockMovements`.
 */
export class ServiceTable {
  readonly table: Table;
  /** The output that names the table, such as `StockMovementsTable`. */
  readonly outputName: string;
  readonly #variable: string;

  constructor(
    scope: Construct,
    name: string,
    { stage, indexes = {}, timeToLive, stream }: TableRecord & { readonly stage: TableStage },
  ) {
    this.outputName = `${name}Table`;
    this.#variable = variableOf(this.outputName);
    this.table = new Table(scope, name, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.protectsData,
      // What may not be deleted must not be tried to delete, not even when its own deployment fails.
      removalPolicy: stage.protectsData ? RemovalPolicy.RETAIN : stage.removalPolicy,
      ...(timeToLive !== undefined && { timeToLiveAttribute: timeToLive }),
      ...(stream !== undefined && { stream: StreamViewType[stream] }),
    });
    for (const [indexName, [partitionKey, sortKey]] of Object.entries(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
  }

  /** Lets the function do exactly these actions, and tells it the table's name. */
  grant(fn: ServiceFunction, ...actions: readonly TableAction[]): void {
    this.#grantOn(fn, this.table.tableArn, actions);
  }

  /** Lets the function query an index, and tells it the table's name. */
  grantIndex(fn: ServiceFunction, index: string): void {
    this.#grantOn(fn, `${this.table.tableArn}/index/${index}`, ['Query']);
  }

  /** Lets the function follow the table's changes. @returns the stream's ARN @throws Error when the table has none */
  grantStream(fn: ServiceFunction): string {
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error(`${this.outputName} has no stream`);
    const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      tableStreamArn,
    );
    return tableStreamArn;
  }

  #grantOn(fn: ServiceFunction, arn: string, actions: readonly TableAction[]): void {
    fn.addEnvironment(this.#variable, this.table.tableName);
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      arn,
    );
  }
}
