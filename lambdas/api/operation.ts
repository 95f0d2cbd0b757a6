import { type Scope, scopes } from '../access/scopes.ts';
import { type ProblemType, problemUrn } from '../runtime/problem.ts';
import { examples } from './examples.ts';
import { type HeaderName, headers, type Parameter, parameters, pathParameters } from './parameters.ts';
import { type Answer, isRecorded, type Route } from './route.ts';
import { problemsOf } from './route-problems.ts';
import type { routes } from './routes.ts';
import type { SchemaName } from './schemas.ts';

/** A route as OpenAPI describes an operation, at an issuer that puts this before the scopes' names. */
export function operationOf(route: Route, scopePrefix: string) {
  const { summary, description, access, body } = route;
  return {
    summary,
    ...(description !== undefined && { description }),
    security:
      'anyScopeOf' in access
        ? access.anyScopeOf.map((scope: Scope) => ({ storefront: [`${scopePrefix}${scopes[scope].scopeName}`] }))
        : [],
    parameters: parametersOf(route),
    ...(body !== undefined && {
      requestBody: { required: true, content: bodyContent(body) },
    }),
    responses: {
      ...Object.fromEntries(Object.entries(route.answers).map(([status, answer]) => [status, responseOf(answer)])),
      ...refusalsOf(route),
    },
  };
}

/** The names between braces in a path. */
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What each name in the path of a route means: the compiler asks for those that are missing. */
const namesInPaths: Readonly<Record<NamesIn<(typeof routes)[keyof typeof routes]['path']>, Parameter>> = pathParameters;

function parametersOf(route: Route) {
  const { path, parameters: named = [] } = route;
  const names = [...named, ...(isRecorded(route) ? (['Reason'] as const) : [])];
  const inPath = Object.entries(namesInPaths).filter(([name]) => path.includes(`{${name}}`));
  return [
    ...inPath.map(([name, parameter]) => ({ name, in: 'path', required: true, ...parameter })),
    ...names.map((name) => ({ name, ...parameters[name] })),
  ];
}

function responseOf({ description, headers: names, schema }: Answer) {
  return {
    description,
    ...(names !== undefined && headersOf(names)),
    ...(schema !== undefined && {
      content: contentOf(schema),
    }),
  };
}

function headersOf(names: readonly HeaderName[]) {
  return { headers: Object.fromEntries(names.map((name) => [name, headers[name]])) };
}

function bodyContent(body: NonNullable<Route['body']>) {
  if (body === 'form') return { 'application/x-www-form-urlencoded': {} };
  return body === 'bytes' ? { 'application/json': {} } : jsonOf(body);
}

function contentOf(schema: NonNullable<Answer['schema']>) {
  if (schema === 'page') return { 'text/html': { schema: { type: 'string' } } };
  return schema === 'object' ? { 'application/json': { schema: { type: 'object' } } } : jsonOf(schema);
}

function jsonOf(schema: SchemaName) {
  const example = examples[schema];
  return {
    'application/json': {
      schema: { $ref: `#/components/schemas/${schema}` },
      ...(example !== undefined && { example }),
    },
  };
}

/** A problem of one of these types. */
function problemOf(types: readonly ProblemType[]) {
  const schema = { $ref: '#/components/schemas/Problem', properties: { type: { enum: types.map(problemUrn) } } };
  return { 'application/problem+json': { schema } };
}

/** Whether some answers of a status are other ones a moment later, and say when. */
function isPassing(status: number): boolean {
  return status === 409 || status === 503;
}

/**
 * The answers that say no: by the service as a problem, by the gateway in its own words, or by both under one status.
 */
function refusalsOf(route: Route) {
  const problems = problemsOf(route);
  const gateways = 'anyScopeOf' in route.access ? [401, 403, 429] : [429];
  return Object.fromEntries(
    [...problems.map(({ status }) => status), ...gateways].map((status) => {
      const ours = problems.filter((problem) => problem.status === status);
      const description = gateways.includes(status)
        ? 'Refused by the gateway: 401 without a valid token, 403 without the scope, 429 above the rate. 403 also by the service, for a token without a client.'
        : `Refused: ${ours.map(({ kind }) => kind).join(', ')}.`;
      const content = {
        ...(gateways.includes(status) && jsonOf('GatewayRefusal')),
        ...(ours.length > 0 && problemOf(ours)),
      };
      return [status, { description, ...(isPassing(status) && headersOf(['Retry-After'])), content }];
    }),
  );
}
