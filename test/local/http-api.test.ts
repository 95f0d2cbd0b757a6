import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { until } from '../../local/until.ts';
import { patienceSeconds } from '../patiently.ts';
import { deployFunction } from './functions.ts';

const cloudFormation = new CloudFormationClient(clientSettings(inject('emulator')));

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
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  return until(`stack ${StackName}`, patienceSeconds, async () => {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0]?.StackStatus === 'CREATE_COMPLETE' && Stacks[0].Outputs?.[0]?.OutputValue;
  });
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
