import { ofEachScope } from '../access/scopes.ts';
import { orderEventTypes } from '../order-events/order-event.ts';
import { testType } from '../order-events/webhook-endpoint.ts';
import { anyDeployment, type Deployment } from './deployment.ts';
import { explainedSchemas } from './explained-schemas.ts';
import { operationOf } from './operation.ts';
import { namedRoutes } from './routes.ts';
import type { SchemaName } from './schemas.ts';

/** The OpenAPI 3.1 document of the API, made of the route table and the schemas that validate its requests. */
export function openApiDocument({ apiUrl, issuer, scopePrefix } = anyDeployment) {
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
    paths: pathsWith(scopePrefix),
    webhooks: eventWebhooks(),
    components: {
      schemas: explainedSchemas(),
      securitySchemes: {
        storefront: {
          type: 'openIdConnect',
          description: `An access token of the issuer. Machine clients get it with client credentials from the token endpoint that its discovery document names, people of the shop by signing in (authorization code with PKCE), with the scopes of their roles. Scopes: ${Object.values(ofEachScope(({ scopeName, scopeDescription }) => `${scopePrefix}${scopeName} (${scopeDescription})`)).join(', ')}.`,
          openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
        },
      },
    },
  };
}

/** The operations by path and method, in the order of the table. */
function pathsWith(scopePrefix: Deployment['scopePrefix']) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of namedRoutes) {
    const operation = { operationId: name, ...operationOf(route, scopePrefix) };
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  return paths;
}

/** What is posted to a webhook endpoint: one operation for each type of event, all those of orders of one schema. */
function eventWebhooks() {
  const post = (schema: SchemaName) => ({
    description:
      'Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.',
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
    },
    responses: {
      '2XX': { description: 'Taken: it is not sent again.' },
      410: { description: 'Nobody is there any more: the endpoint is disabled.' },
    },
  });
  return Object.fromEntries([
    ...orderEventTypes.map((type) => [type, { post: { summary: type, ...post('OrderEvent') } }] as const),
    [testType, { post: { summary: testType, ...post('TestEvent') } }] as const,
  ]);
}
