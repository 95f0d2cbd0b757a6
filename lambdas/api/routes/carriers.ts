import { invalidShipment } from '../../order-shipment/problems.ts';
import { invalidNotification } from '../../payments/problems.ts';
import { notFound } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** What becomes of shipments on their way. */
export const carrierRoutes = {
  changeShipment: {
    method: 'PATCH',
    path: '/orders/{orderId}/shipments/{shipmentId}',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-shipment/change-shipment',
    summary: 'Correct the carrier or the number of a shipment',
    description:
      'What is left out stays, null takes away: without a number the label is void. It is another parcel from then on: what was heard of the wrong one is forgotten, and the customer gets the right number. The units stay shipped; those that did not leave come back by a return. Repeating it changes nothing.',
    body: 'ShipmentChange',
    answers: { 200: { description: 'The order, with its shipments.', schema: 'Order' } },
    problems: [invalidShipment, notFound],
  },
  moveShipment: {
    method: 'POST',
    path: '/orders/{orderId}/shipments/{shipmentId}/state',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-shipment/move-shipment',
    summary: 'Say where a parcel is',
    description:
      'Where nobody follows it for the shop, or staff know better than its carrier. The customer is told as if the carrier had said so. Repeating it changes nothing.',
    body: 'ParcelMove',
    answers: { 200: { description: 'The order, with its shipments.', schema: 'Order' } },
    problems: [invalidShipment, notFound],
  },
  takeCarrierNotification: {
    method: 'POST',
    path: '/carriers/{carrier}/notifications',
    access: {
      openBecause:
        "Who follows parcels has no token of ours: the function verifies its notification's signature before anything else.",
    },
    entry: 'carriers/carrier-notification',
    summary: 'Who follows a parcel tells of it',
    description: 'Signed by them; a hint upon which they are asked. Duplicates and reordering are harmless.',
    body: 'bytes',
    answers: {
      200: { description: 'Taken and stored, in the words that they want to hear.' },
      204: { description: 'Taken and stored.' },
    },
    problems: [invalidNotification, notFound],
  },
} as const satisfies Routes;
