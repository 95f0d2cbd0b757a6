import { describe, expect, it } from 'vitest';
import { deployFunction } from './functions.ts';
import { deployStack } from './stacks.ts';

/** Deploys an HTTP API that hands everything to a function. @returns its endpoint, as CloudFormation names it */
async function deployApi(functionName: string): Promise<string> {
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
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          RouteKey: '$default',
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
        },
      },
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
