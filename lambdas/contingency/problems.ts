/** The problems of switches, and of what is refused while they are on. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidSwitch = {
  kind: 'invalid-switch',
  status: 422,
  title: 'The switch is not stated as it must be',
} as const satisfies ProblemType;
export const intakeDrained = {
  kind: 'intake-drained',
  status: 503,
  title: 'No new orders are taken at the moment',
} as const satisfies ProblemType;
export const paymentMethodDown = {
  kind: 'payment-method-down',
  status: 409,
  title: 'Nothing can be paid by this method at the moment',
} as const satisfies ProblemType;
