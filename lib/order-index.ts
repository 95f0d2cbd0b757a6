import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** The index by which staff find orders: its table, and the key by which what is personal stands there. */
export class OrderIndex {
  readonly #tables: Tables;
  readonly #key: Secret;

  constructor(tables: Tables, key: Secret) {
    this.#tables = tables;
    this.#key = key;
  }

  /** Lets the function put orders into it. */
  grantAdd(fn: ServiceFunction): void {
    this.#tables.orders.grant(fn, 'Query');
    this.#tables.orderSearch.grant(fn, 'BatchWriteItem');
    this.grantKey(fn);
  }

  /** Lets the function look up what it has. */
  grantFind(fn: ServiceFunction): void {
    this.#tables.orderSearch.grant(fn, 'Query');
    this.grantKey(fn);
  }

  /** Lets the function read the key by which what is personal stands in the tables' keys. */
  grantKey(fn: ServiceFunction): void {
    fn.addEnvironment('SEARCH_KEY_ARN', this.#key.secretArn);
    fn.allow(['secretsmanager:GetSecretValue'], this.#key.secretArn);
  }
}
