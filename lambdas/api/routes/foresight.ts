import type { Routes } from '../route.ts';

/** The routes of what is found out overnight and foreseen. */
export const foresightRoutes = {
  listBottlenecks: {
    method: 'GET',
    path: '/operations/bottlenecks',
    access: { anyScopeOf: ['staff', 'search'] },
    entry: 'order-bottlenecks/list-bottlenecks',
    summary: "See where customers' time goes",
    description:
      'By night and step: how many minutes customers waited there for an answer of somebody else, while it ran, and while it was tried again, by error and by whom it depends on. Of days with many orders some are looked at, and stand for all.',
    answers: { 200: { description: 'The last four weeks.', schema: 'Bottlenecks' } },
  },
} as const satisfies Routes;
