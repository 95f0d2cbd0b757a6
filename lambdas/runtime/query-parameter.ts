import { Problem } from './problem.ts';
import { malformedRequest } from './problems.ts';

/** The refusal of a request for a parameter of its query, named in `errors`; the detail says what it must be. */
export function wrongParameter(parameter: string, detail: string): Problem {
  return new Problem(malformedRequest, `${parameter} ${detail}.`, { errors: [{ parameter, detail }] });
}
