import type { ProblemStatuses, Problem as Schema } from './api.generated.ts';

/** The stable name of a kind of problem; docs/problems.md says of each what to do. */
export type ProblemType = keyof ProblemStatuses;

type Document = Readonly<Schema>;

/**
 * A refusal (RFC 9457): `type` tells them apart, `errors` names the fields. `about:blank` is what stood before the
 * service said: the gateway, a proxy. A newer service may know further types: have a default.
 */
export type Problem =
  | { [Type in ProblemType]: Document & { readonly type: Type; readonly status: ProblemStatuses[Type] } }[ProblemType]
  | (Document & { readonly type: 'about:blank' });

/**
 * The service said no, after all repeats that make sense.
 *
 * @example
 * if (error instanceof ProblemError && error.problem.type === 'urn:order-confirmation:problem:not-cancellable') …
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super([problem.detail, ...(problem.errors ?? []).map(fieldError)].join('\n'));
    this.problem = problem;
  }
}

function fieldError({ pointer, header, parameter, detail }: NonNullable<Document['errors']>[number]): string {
  return `${pointer ?? header ?? parameter}: ${detail}`;
}

/** The problem in an answer's body; of one that has none, what its status says. */
export function problemIn(status: number, body: unknown): Problem {
  const said: Partial<Document> & { readonly message?: string } = typeof body === 'object' && body !== null ? body : {};
  if (typeof said.type === 'string') return { title: said.type, detail: said.type, ...said, status } as Problem;
  const title = `HTTP status ${status}`;
  return { type: 'about:blank', title, status, detail: said.message ?? title };
}
