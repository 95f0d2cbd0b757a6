import { intakeDrained, paymentMethodDown } from '../../contingency/problems.ts';
import { instructionsNotChangeable, invalidDeliveryInstructions } from '../../delivery-instructions/problems.ts';
import { invalidCancellation, notCancellable } from '../../order-cancellation/problems.ts';
import { invalidReturn, notReturnable } from '../../order-returns/problems.ts';
import { invalidShipment, notShippable } from '../../order-shipment/problems.ts';
import { invalidOrder, tooManyUnits } from '../../order-submission/problems.ts';
import { invalidOrderNumber } from '../../order-tracking/problems.ts';
import { malformedRequest, notFound } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of an order's way: placed, followed, cancelled, shipped, returned. */
export const orderRoutes = {
  submitOrder: {
    method: 'POST',
    path: '/orders',
    access: { anyScopeOf: ['write'] },
    entry: 'order-submission/submit-order',
    summary: 'Place an order',
    description:
      'Repeat a request whose answer did not arrive with the same Idempotency-Key and content: it never starts a second order, and gets the same answer.',
    parameters: ['Idempotency-Key'],
    body: 'OrderRequest',
    answers: {
      202: {
        description: 'Accepted: the order has a number and its way has begun.',
        headers: ['Location'],
        schema: 'AcceptedOrder',
      },
    },
    problems: [invalidOrder, intakeDrained, paymentMethodDown, tooManyUnits],
  },
  getOrder: {
    method: 'GET',
    path: '/orders/{orderId}',
    access: { anyScopeOf: ['read', 'search'] },
    entry: 'order-tracking/get-order',
    summary: 'Follow an order',
    parameters: ['Prefer', 'If-None-Match'],
    answers: {
      200: {
        description: 'The order as it stands, whole, with what happened when.',
        headers: ['ETag', 'Preference-Applied'],
        schema: 'Order',
      },
      304: { description: 'The caller has it as it stands.', headers: ['ETag', 'Preference-Applied'] },
    },
    problems: [notFound],
  },
  listOrders: {
    method: 'GET',
    path: '/orders',
    access: { anyScopeOf: ['read', 'search'] },
    entry: 'order-tracking/list-orders',
    summary: 'Find an order by its number, or list orders of a customer or a status',
    description:
      'Your own orders; for staff, those with a number or status of all storefronts. A number is found as a customer says or types it: without dashes, in any case, O for 0. A page may have fewer orders than its limit, even none: it is the last when it has no `next`. An order is listed from moments after its acceptance on; those of before 0.3 not by customer. PENDING and RESERVED list the orders that wait: for their payment, for room to start, or because something on our side failed; not one that goes to its answer without a halt.',
    parameters: ['number', 'customerId', 'status', 'limit', 'cursor'],
    answers: {
      200: {
        description:
          'The order with this number, of several storefronts if they gave it themselves; or a page of the list.',
        schema: 'OrderPage',
      },
    },
    problems: [malformedRequest, invalidOrderNumber],
  },
  cancelOrder: {
    method: 'POST',
    path: '/orders/{orderId}/cancellation',
    access: { anyScopeOf: ['write', 'staff', 'cancel'] },
    entry: 'order-cancellation/cancel-order',
    summary: 'Call an order off, or some of its lines',
    description:
      'At any moment before shipping. Stock is released and money voided or given back; repeating it changes nothing. With `lines` these only, or units of them, once the order is RESERVED: their share of what they were charged is taken off, or what you state. The reasons FRAUD, STOCK and PRICE_ERROR are for staff.',
    parameters: ['Idempotency-Key for lines', 'If-Match'],
    body: 'CancellationRequest',
    answers: { 200: { description: 'The order, cancelled or with what is left of it.', schema: 'Order' } },
    problems: [invalidCancellation, notCancellable, notFound],
  },
  changeDeliveryInstructions: {
    method: 'PUT',
    path: '/orders/{orderId}/delivery-instructions',
    access: { anyScopeOf: ['write', 'staff'] },
    entry: 'delivery-instructions/change-delivery-instructions',
    summary: 'Change what the carrier should know',
    description:
      'As long as something of the order is still to be shipped, and twenty times at most. From then on the order has these `deliveryInstructions`, and its timeline says who changed them; null takes them away. Repeating it changes nothing.',
    body: 'DeliveryInstructionsChange',
    answers: { 204: { description: 'The order has them.' } },
    problems: [invalidDeliveryInstructions, instructionsNotChangeable, notFound],
  },
  shipOrder: {
    method: 'POST',
    path: '/orders/{orderId}/shipment',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-shipment/ship-order',
    summary: 'Note that an order has left the warehouse',
    description:
      'All that is still to be shipped of it. From then on it cannot be cancelled. Repeating it changes nothing.',
    answers: { 200: { description: 'The order, shipped.', schema: 'Order' } },
    problems: [notShippable, notFound],
  },
  shipUnits: {
    method: 'POST',
    path: '/orders/{orderId}/shipments',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-shipment/ship-units',
    summary: 'Note that lines of an order, or a part of them, have left the warehouse',
    description:
      'Once per Idempotency-Key; without `lines`, all that is still to be shipped. Once nothing is left the order is SHIPPED; from its first shipment on it can no longer be cancelled whole.',
    parameters: ['Idempotency-Key'],
    body: 'ShipmentRequest',
    answers: { 200: { description: 'The order, with its shipments.', schema: 'Order' } },
    problems: [invalidShipment, notShippable, notFound],
  },
  returnItems: {
    method: 'POST',
    path: '/orders/{orderId}/returns',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-returns/return-items',
    summary: 'Note that units of an order came back to the warehouse',
    description:
      'Once per Idempotency-Key, and never more of a line than has left. Moves no money: `POST /orders/{orderId}/refunds` gives it back.',
    parameters: ['Idempotency-Key'],
    body: 'ReturnRequest',
    answers: { 200: { description: 'The order, with its returns.', schema: 'Order' } },
    problems: [invalidReturn, notReturnable, notFound],
  },
} as const satisfies Routes;
