import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { OrderIndex } from './order-index.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { ordersOfCustomersIndex, type Tables } from './tables.ts';

/** What the erasure of personal data connects. */
export interface OrderErasureProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly orderIndex: OrderIndex;
  readonly alarms: Alarms;
}

/** Erases who customers are: at their wish, and once an order is older than its personal data is kept. */
export class OrderErasure extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, orderIndex, alarms }: OrderErasureProps) {
    super(scope, id);
    const erasing = (fn: ServiceFunction) => {
      tables.orders.grant(fn, 'GetItem', 'Query', 'UpdateItem');
      tables.payments.grant(fn, 'GetItem', 'PutItem');
      tables.orderNotes.grant(fn, 'Query', 'UpdateItem');
      tables.tickets.grant(fn, 'Query', 'UpdateItem', 'DeleteItem');
      tables.ratings.grant(fn, 'UpdateItem');
      orderIndex.grantAdd(fn);
      return fn;
    };
    const eraseCustomer = erasing(api.serve(this, 'eraseCustomer', { timeout: Duration.seconds(28) }));
    tables.orders.grant(eraseCustomer, 'BatchGetItem');
    // No index has addresses: to forget one, all that shoppers wait for is read.
    tables.backInStockRequests.grant(eraseCustomer, 'Scan', 'DeleteItem');
    orderIndex.grantFind(eraseCustomer);
    tables.orders.grantIndex(eraseCustomer, ordersOfCustomersIndex);

    const eraseOld = erasing(
      new ServiceFunction(this, 'EraseOld', {
        stage,
        entry: 'order-erasure/erase-old',
        timeout: Duration.minutes(15),
        memorySize: 256,
        environment: { RETENTION_DAYS: String(stage.retentionDays) },
      }),
    );
    tables.orders.grant(eraseOld, 'Scan', 'PutItem');
    output(this, 'EraseOldFunction', eraseOld.functionName);
    new FunctionSchedule(this, 'EveryNight', { fn: eraseOld, when: { atHours: '4' }, alarms });
  }
}
