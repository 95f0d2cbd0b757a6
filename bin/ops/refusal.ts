import type { FieldError } from '../../lambdas/runtime/problem.ts';
import { tokenVariables } from '../smoke/access-tokens.ts';
import type { Answer } from '../smoke/api.ts';

/** Why the API said no, for whoever asked in a terminal: its word, and each field that is wrong, on a line of its own. */
export function refusalIn({ status, body }: Answer): string {
  const { type, detail, message, errors } = body as Refusal;
  if (status === 401) {
    return `The API does not take the access token: it is over, or another stage's. Is there an old one in ${tokenVariables.backOffice}?`;
  }
  if (String(type).endsWith(':reason-required')) return 'People say why they change something: --reason TEXT.';
  // By API Gateway, which does not say what for.
  if (status === 403 && detail === undefined) {
    return 'Neither a role nor a scope of the access token allows this (docs/operations.md, "Who may do what").';
  }
  const wrong = (errors ?? []).map(({ pointer, header, parameter, detail }) => {
    const where = header ?? parameter ?? pointer?.replace(/^#\/?/, '');
    return where ? `  ${where}: ${detail}` : `  ${detail}`;
  });
  return [detail ?? message ?? `The API answered ${status}.`, ...wrong].join('\n');
}

/** A problem of the service, or what API Gateway says itself. */
interface Refusal {
  readonly type?: string;
  readonly detail?: string;
  readonly message?: string;
  readonly errors?: readonly FieldError[];
}
