/** The problems of a provider's notification. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidNotification = {
  kind: 'invalid-notification',
  status: 401,
  title: 'The notification is not to be believed',
} as const satisfies ProblemType;
export const notReady = {
  kind: 'not-ready',
  status: 409,
  title: 'The record that this refers to is not complete yet; repeat later',
} as const satisfies ProblemType;
