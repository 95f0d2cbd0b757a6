import type { ProblemKind } from '../runtime/problem.ts';
import type { Route } from './routes.ts';

/** Every kind of problem that a route answers with: those of its record, and those that follow from what it takes. */
export function problemsOf({ access, parameters, body, problems = [] }: Route): readonly ProblemKind[] {
  return [
    ...problems,
    ...when('anyScopeOf' in access, 'forbidden'),
    ...when(parameters?.includes('Idempotency-Key'), 'invalid-idempotency-key', 'idempotency-key-reused'),
    ...when(body !== undefined, 'body-too-large'),
    ...when(body !== undefined && body !== 'bytes', 'malformed-request', 'unsupported-media-type'),
    'service-unavailable',
    'internal-error',
  ];
}

function when(isSo: boolean | undefined, ...kinds: readonly ProblemKind[]): readonly ProblemKind[] {
  return isSo ? kinds : [];
}
