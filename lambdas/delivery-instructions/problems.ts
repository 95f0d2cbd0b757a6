/** The problems of changing delivery instructions. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidDeliveryInstructions = {
  kind: 'invalid-delivery-instructions',
  status: 422,
  title: 'The delivery instructions are invalid',
} as const satisfies ProblemType;
export const instructionsNotChangeable = {
  kind: 'instructions-not-changeable',
  status: 409,
  title: 'The delivery instructions can no longer be changed',
} as const satisfies ProblemType;
