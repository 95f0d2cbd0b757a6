import { describe, expect, it } from 'vitest';
import { deployFunction } from './functions.ts';
import { deployStack } from './stacks.ts';

/**
 * Deploys an HTTP API that hands everything, or what these routes are about, to a function.
 * @returns its endpoint, as CloudFormation names it
 */
async function deployApi(functionName: string, routes: readonly string[] = ['$default']): Promise<string> {
  const StackName = `api-${functionName}`;
  const template = {
    Resources: {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: StackName, ProtocolType: 'HTTP' } },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
      },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'Api' },
          IntegrationType: 'AWS_PROXY',
          PayloadFormatVersion: '2.0',
          IntegrationUri: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
        },
      },
      ...Object.fromEntries(
        routes.map((RouteKey, index) => {
          const Target = { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] };
          const Properties = { ApiId: { Ref: 'Api' }, RouteKey, Target };
          return [`Route${index}`, { Type: 'AWS::ApiGatewayV2::Route', Properties }];
        }),
      ),
    },
    Outputs: { Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
  };
  return (await deployStack(StackName, template)).Url ?? '';
}

describe('an HTTP API', () => {
  it('answers at the endpoint that CloudFormation names, without a name to resolve', async () => {
    const url = await deployApi(await deployFunction('return { statusCode: 200, body: event.rawPath };'));
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await (await fetch(`${url}/orders/7`)).text()).toBe('/orders/7');
  });

  it('finds the route that fits a path best, and hands over its parameters', async () => {
    const paths = ['/orders', '/orders/{id}', '/orders/{id}/lines/{line}', '/orders/late', '/pages/{page+}', '/a.b'];
    const routes = paths.map((path) => `GET ${path}`);
    const route = 'return { statusCode: 200, body: JSON.stringify([event.routeKey, event.pathParameters ?? {}]) };';
    const url = await deployApi(await deployFunction(route), routes);
    const reached = async (path: string) => {
      const answer = await fetch(`${url}${path}`);
      return answer.status === 200 ? answer.json() : answer.status;
    };
    expect(await reached('/orders')).toEqual(['GET /orders', {}]);
    expect(await reached('/orders/7')).toEqual(['GET /orders/{id}', { id: '7' }]);
    expect(await reached('/orders/late')).toEqual(['GET /orders/late', {}]);
    expect(await reached('/orders/7/lines/2')).toEqual(['GET /orders/{id}/lines/{line}', { id: '7', line: '2' }]);
    expect(await reached('/pages/a/b')).toEqual(['GET /pages/{page+}', { page: 'a/b' }]);
    expect(await reached('/orders/7/lines')).toBe(404);
    expect(await reached('/axb')).toBe(404);
  });

  it('joins a repeated header with commas, and hands over what is not text as base64', async () => {
    const url = await deployApi(await deployFunction('return event;'));
    const echo = async (contentType: string) => {
      const headers = new Headers([
        ['x-twice', 'a'],
        ['x-twice', 'b'],
        ['content-type', contentType],
      ]);
      const event = (await (await fetch(`${url}/`, { method: 'POST', headers, body: 'käse' })).json()) as never;
      return event as { body: string; isBase64Encoded: boolean; headers: Record<string, string> };
    };
    const text = await echo('application/json');
    expect([text.body, text.isBase64Encoded]).toEqual(['käse', false]);
    expect(text.headers['x-twice']?.replaceAll(' ', '')).toBe('a,b');
    const form = await echo('application/x-www-form-urlencoded');
    expect(form.isBase64Encoded).toBe(true);
    expect(Buffer.from(form.body, 'base64').toString()).toBe('käse');
  });

  it('does not tell a caller why its function failed', async () => {
    const url = await deployApi(await deployFunction(`throw new Error('secret');`));
    const answer = await fetch(`${url}/`);
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });
});
