/** The problems of notices. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidNoticeRequest = {
  kind: 'invalid-notice-request',
  status: 422,
  title: 'The notice cannot be sent again',
} as const satisfies ProblemType;
