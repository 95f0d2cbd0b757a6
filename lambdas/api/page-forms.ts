import type { Route } from './route.ts';

/** Why the routes of an order's page take no token in a header. */
export const byItsLink = {
  openBecause: 'As with the page, the token in the path is the capability.',
} as const satisfies Route['access'];

/** What a form of an order's page is answered. */
export const formAnswers = {
  303: { description: 'Back to the page.', headers: ['Location'] },
  403: { description: 'The form was not on the page.', schema: 'page' },
  404: { description: 'The link leads to no order, or no longer.', schema: 'page' },
} as const satisfies Route['answers'];
