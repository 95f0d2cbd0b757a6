import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrdersApi } from './orders-api.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** What changing delivery instructions connects. */
export interface DeliveryInstructionsProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
}

/** Changes what the carrier should know of an order. */
export class DeliveryInstructions extends Construct {
  constructor(scope: Construct, id: string, { tables, api }: DeliveryInstructionsProps) {
    super(scope, id);
    const change = api.serve(this, 'changeDeliveryInstructions', { memorySize: 256, timeout: Duration.seconds(15) });
    grantInstruct(tables, change);
  }
}

/** Lets the function change what the carrier should know of an order. */
export function grantInstruct({ orders }: Tables, fn: ServiceFunction): void {
  orders.grant(fn, 'Query', 'PutItem', 'UpdateItem');
}
