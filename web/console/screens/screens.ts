import type { Screen } from '../desk.ts';
import { approvals } from './approvals.ts';
import { audit } from './audit.ts';
import { bottlenecks } from './bottlenecks.ts';
import { carriers } from './carriers.ts';
import { causes } from './causes.ts';
import { contingency } from './contingency.ts';
import { failed } from './failed.ts';
import { find } from './find.ts';
import { order } from './order.ts';
import { product } from './product.ts';
import { returns } from './returns.ts';
import { risk } from './risk.ts';
import { stock } from './stock.ts';
import { tickets } from './tickets.ts';
import { well } from './well.ts';

/** Every screen, by its place in the address: `#/well`. */
export const screens: Readonly<Record<string, Screen>> = {
  well,
  find,
  failed,
  tickets,
  returns,
  stock,
  carriers,
  approvals,
  risk,
  bottlenecks,
  causes,
  contingency,
  audit,
  orders: order,
  product,
};
