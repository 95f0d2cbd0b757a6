import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { OrdersApi } from './orders-api.ts';
import type { ServiceFunction } from './service-function.ts';

/** The links to orders' pages: where the pages are, and the key that signs them. */
export class OrderPageLinks {
  readonly #api: OrdersApi;
  readonly #key: Secret;

  constructor(api: OrdersApi, key: Secret) {
    this.#api = api;
    this.#key = key;
  }

  /** Lets the function make links to the pages of orders. */
  grantMake(fn: ServiceFunction): void {
    fn.addEnvironment('API_URL', this.#api.url);
    this.grantVerify(fn);
  }

  /** Lets the function see whether a link is one of ours. */
  grantVerify(fn: ServiceFunction): void {
    fn.addEnvironment('ORDER_PAGE_KEY_ARN', this.#key.secretArn);
    fn.allow(['secretsmanager:GetSecretValue'], this.#key.secretArn);
  }
}
