import { isOfPeople, type Scope } from '../access/scopes.ts';
import type { ProblemType } from '../runtime/problem.ts';
import type { HeaderName, ParameterName } from './parameters.ts';
import type { SchemaName } from './schemas.ts';

/** An answer that says yes. */
export interface Answer {
  readonly description: string;
  readonly headers?: readonly HeaderName[];
  /** Of its JSON body: one of ours, or any object. `page`: it is HTML. */
  readonly schema?: SchemaName | 'object' | 'page';
}

/** One route: what it takes, who may call it, what it answers, and the function behind it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  /** The scopes of which a token needs one, or why the route is open to all. */
  readonly access: { readonly anyScopeOf: readonly [Scope, ...Scope[]] } | { readonly openBecause: string };
  /** `<capability>/<name>` of the entry point `lambdas/<capability>/<name>.handler.ts`. */
  readonly entry: `${string}/${string}`;
  readonly summary: string;
  readonly description?: string;
  /** Beside those of its path. */
  readonly parameters?: readonly ParameterName[];
  /** The schema of its JSON body, that it reads the bytes as they come, or that it is a form of a page of ours. */
  readonly body?: SchemaName | 'bytes' | 'form';
  /** Why it is asked like a change, though it is none. */
  readonly changesNothing?: string;
  readonly answers: { readonly [status: number]: Answer };
  /**
   * The problems that it answers with, beside those that follow from its having a token, a body or an Idempotency-Key.
   */
  readonly problems?: readonly ProblemType[];
}

/** Some routes, by the id of their operation. */
export type Routes = Readonly<Record<string, Route>>;

/**
 * Whether people of the shop change something by a route, or see what is not everybody's: they say why, and it is
 * recorded.
 */
export function isRecorded({
  method,
  access,
  changesNothing,
}: Pick<Route, 'method' | 'access' | 'changesNothing'>): boolean {
  return (
    method !== 'GET' && changesNothing === undefined && 'anyScopeOf' in access && access.anyScopeOf.some(isOfPeople)
  );
}

/** What the gateway calls a route: `POST /orders`. */
export function routeKey({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
