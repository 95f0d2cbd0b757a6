import * as z from 'zod/mini';
import { OrderLine } from '../../orders/order.ts';

/** What notices say of a line of an order. */
export const SaidLine = z.pick(OrderLine, { sku: true, name: true, quantity: true });
