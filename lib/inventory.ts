import type { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** Lets the function promise stock to an order, and take it back. */
export function grantReserve(tables: Tables, fn: ServiceFunction): void {
  grantRelease(tables, fn);
  tables.stock.grant(fn, 'GetItem', 'BatchGetItem');
  tables.backorders.grant(fn, 'PutItem');
}

/** Lets the function take back the stock that was promised to an order. */
export function grantRelease({ orders, stock, backorders }: Tables, fn: ServiceFunction): void {
  orders.grant(fn, 'GetItem', 'Query', 'UpdateItem');
  stock.grant(fn, 'UpdateItem');
  backorders.grant(fn, 'DeleteItem');
}

/** Lets the function take a shipped order's stock out of the warehouse. */
export function grantIssue(tables: Tables, fn: ServiceFunction): void {
  grantRelease(tables, fn);
  tables.stockMovements.grant(fn, 'PutItem');
}

/** Lets the function move stock between the shards of a SKU. */
export function grantSpread({ stock, stockMovements }: Tables, fn: ServiceFunction): void {
  stock.grant(fn, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem');
  stockMovements.grant(fn, 'PutItem');
}

/** Lets the function give arrived stock to the orders that wait for it. */
export function grantAllocate(tables: Tables, fn: ServiceFunction): void {
  grantReserve(tables, fn);
  tables.backorders.grant(fn, 'Query');
}
