import { notFound, tooManyRequests } from '../../runtime/problems.ts';
import { byItsLink, formAnswers } from '../page-forms.ts';
import type { Routes } from '../route.ts';

/** The routes of an order's page, and of its forms. */
export const orderPageRoutes = {
  getOrderPage: {
    method: 'GET',
    path: '/o/{token}',
    access: {
      openBecause:
        'The token in the path is the capability: it cannot be guessed, and staff can revoke it. The function verifies it before anything else.',
    },
    entry: 'order-page/get-order-page',
    summary: "The order's page, for its customer",
    description:
      'Its address is the `statusUrl` of the order, and in every message to the customer, with which it also shows where the order goes. A link works for 400 days. Whatever is wrong with a token, the answer is the same page.',
    parameters: ['If-None-Match'],
    answers: {
      200: { description: 'The order as it stands, to be read by a person.', headers: ['ETag'], schema: 'page' },
      304: { description: 'The caller has it as it stands.', headers: ['ETag'] },
      404: { description: 'The link leads to no order, or no longer.', schema: 'page' },
    },
  },
  cancelFromPage: {
    method: 'POST',
    path: '/o/{token}/cancellation',
    access: byItsLink,
    entry: 'order-page/page-forms',
    summary: 'Cancel the order, or an item of it, from its page',
    description: 'A form of the page, not for storefronts: use `POST /orders/{orderId}/cancellation`.',
    body: 'form',
    answers: formAnswers,
  },
  proveRecipient: {
    method: 'POST',
    path: '/o/{token}/proof',
    access: byItsLink,
    entry: 'order-page/page-forms',
    summary: 'Show on the page where the order goes, to who knows its number and its address',
    description: 'A form of the page. Five different answers a day are looked at; the rest are wrong.',
    body: 'form',
    answers: {
      ...formAnswers,
      303: { description: 'Back to the page, which then shows it or says that it was wrong.', headers: ['Location'] },
    },
  },
  instructFromPage: {
    method: 'POST',
    path: '/o/{token}/delivery-instructions',
    access: byItsLink,
    entry: 'order-page/page-forms',
    summary: 'Change from the page what the carrier should know, by who may see where the order goes',
    description: 'A form of the page, not for storefronts: use `PUT /orders/{orderId}/delivery-instructions`.',
    body: 'form',
    answers: formAnswers,
  },
  revokeStatusUrl: {
    method: 'POST',
    path: '/orders/{orderId}/status-url-revocation',
    access: { anyScopeOf: ['staff', 'notices'] },
    entry: 'order-page/revoke-status-url',
    summary: "Revoke every link to an order's page",
    description:
      'Such as one that came into wrong hands. From then on the order has another `statusUrl`, and messages another link.',
    answers: { 204: { description: 'No link that there was works any more.' } },
    problems: [notFound, tooManyRequests],
  },
} as const satisfies Routes;
