import { anyDeployment, type Deployment } from './deployment.ts';
import { explainedSchemas } from './explained-schemas.ts';
import { operationOf } from './operation.ts';
import { namedRoutes } from './routes.ts';

/** The OpenAPI 3.1 document of the API, made of the route table and the schemas that validate its requests. */
export function openApiDocument({ apiUrl, issuer, scopes } = anyDeployment) {
  return {
    openapi: '3.1.0',
    servers: [{ url: apiUrl }],
    info: {
      title: 'Order confirmation service',
      version: '1.0.0',
      description:
        'Takes an order, reserves the stock, makes sure of the payment, confirms the order and tells the customer. Amounts are integers in the minor unit of the currency.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ storefront: [] }],
    paths: pathsWith(scopes),
    components: {
      schemas: explainedSchemas(),
      securitySchemes: {
        storefront: {
          type: 'openIdConnect',
          description: `An access token of the issuer, got with client credentials from the token endpoint that its discovery document names. Scopes: ${scopes.write} to place and cancel orders, ${scopes.read} to follow orders and see availability, ${scopes.staff} to see and cancel any storefront's orders, give money back and keep stock.`,
          openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
        },
      },
    },
  };
}

/** The operations by path and method, in the order of the table. */
function pathsWith(scopeNames: Deployment['scopes']) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of namedRoutes) {
    const operation = { operationId: name, ...operationOf(route, scopeNames) };
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  return paths;
}
