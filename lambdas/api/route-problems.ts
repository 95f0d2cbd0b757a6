import { reasonRequired } from '../audit/problems.ts';
import type { ProblemType } from '../runtime/problem.ts';
import {
  bodyTooLarge,
  forbidden,
  idempotencyKeyReused,
  internalError,
  invalidIdempotencyKey,
  malformedRequest,
  preconditionFailed,
  serviceUnavailable,
  unsupportedMediaType,
} from '../runtime/problems.ts';
import type { ParameterName } from './parameters.ts';
import { isRecorded, type Route } from './route.ts';

/** Every type of problem that a route answers with: those of its record, and those that follow from what it takes. */
export function problemsOf(route: Route): readonly ProblemType[] {
  const { access, parameters, body, problems = [] } = route;
  return [
    ...problems,
    ...when(isRecorded(route), reasonRequired),
    ...when('anyScopeOf' in access, forbidden),
    ...when(parameters?.some(isKey), invalidIdempotencyKey, idempotencyKeyReused),
    ...when(parameters?.includes('If-Match'), preconditionFailed),
    ...when(body !== undefined, bodyTooLarge),
    ...when(body !== undefined && body !== 'bytes' && body !== 'form', malformedRequest, unsupportedMediaType),
    serviceUnavailable,
    internalError,
  ];
}

/** Whether a parameter is an Idempotency-Key, be it needed for a part of the requests only. */
function isKey(parameter: ParameterName): boolean {
  return parameter.startsWith('Idempotency-Key');
}

function when(isSo: boolean | undefined, ...kinds: readonly ProblemType[]): readonly ProblemType[] {
  return isSo ? kinds : [];
}
