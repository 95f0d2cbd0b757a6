import openapiTS, { astToString } from 'openapi-typescript';
import { scopes } from '../lambdas/access/scopes.ts';

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema?: { readonly properties?: ProblemProperties } }>>;
}
interface ProblemProperties {
  readonly type?: { readonly enum: readonly string[] };
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<Record<string, Response>>;
}

/** Of an OpenAPI document, what the client is made of. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/**
 * The source of `src/api.generated.ts`: the types of what is sent and answered, each type of problem with its status, and
 * where each operation is, those of storefronts apart. Operations without a token are for neither storefronts nor staff:
 * notifications of payment providers, this document.
 */
export async function generatedApi(document: Described): Promise<string> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security.length > 0)
      .map(([method, operation]) => ({ method, path, operation })),
  );
  const types = await openapiTS(JSON.stringify({ ...document, paths: pathsOf(operations) }), {
    defaultNonNullable: false,
    exportType: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  const routesOf = (whose: (operation: Operation) => boolean) =>
    operations
      .filter(({ operation }) => whose(operation))
      .map(({ method, path, operation }) => `  ${operation.operationId}: '${method.toUpperCase()} ${path}',`)
      .join('\n');
  return `// Made of docs/openapi.json by \`npm run openapi\`.

${astToString(types)}
/** Every type of problem, with its HTTP status code. */
export type ProblemStatuses = {
${problemsOf(operations.map(({ operation }) => operation)).join('\n')}
};

/** Where each operation is that a storefront's token opens. */
export const storefrontRoutes = {
${routesOf(isOfStorefronts)}
} as const;

/** Where those are that only staff's open. */
export const staffRoutes = {
${routesOf((operation) => !isOfStorefronts(operation))}
} as const satisfies Record<Exclude<keyof operations, keyof typeof storefrontRoutes>, string>;
`;
}

function isOfStorefronts({ security }: Operation): boolean {
  const ofStorefronts: readonly string[] = [scopes.read.scopeName, scopes.write.scopeName];
  return security.some((requirement) =>
    Object.values(requirement)
      .flat()
      .some((scope) => ofStorefronts.includes(scope)),
  );
}

/** The paths of these operations, with what they take and answer but without what they refuse, which has a list of its own. */
function pathsOf(operations: readonly { method: string; path: string; operation: Operation }[]) {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { method, path, operation } of operations) {
    const responses = Object.fromEntries(Object.entries(operation.responses).filter(([status]) => status < '400'));
    paths[path] = { ...paths[path], [method]: { ...operation, responses } };
  }
  return paths;
}

function problemsOf(operations: readonly Operation[]): readonly string[] {
  const lines = operations.flatMap(({ responses }) =>
    Object.entries(responses).flatMap(([status, { content }]) =>
      (content?.['application/problem+json']?.schema?.properties?.type?.enum ?? []).map(
        (type) => `  '${type}': ${status};`,
      ),
    ),
  );
  return [...new Set(lines)].sort();
}
