import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrdersApi } from './orders-api.ts';
import type { Tables } from './tables.ts';

/** Says what may be promised of a product now. */
export class Availability extends Construct {
  constructor(scope: Construct, id: string, { tables, api }: { readonly tables: Tables; readonly api: OrdersApi }) {
    super(scope, id);
    const getAvailability = api.serve(this, 'getAvailability', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.stock.grant(getAvailability, 'GetItem', 'BatchGetItem');
  }
}
