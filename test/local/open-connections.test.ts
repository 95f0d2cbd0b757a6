import { beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { postToConnection } from '../../lambdas/runtime/web-socket.ts';
import { clientSettings } from '../../local/aws.ts';
import { patienceSeconds } from '../patiently.ts';
import { deployFunction } from './functions.ts';
import { deployStack } from './stacks.ts';

const settings = clientSettings(inject('emulator'));
beforeAll(() => {
  const { accessKeyId, secretAccessKey } = settings.credentials;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: settings.region,
  });
});

/** Deploys a WebSocket API that answers whatever it is sent with the id of the connection. @returns where it is */
async function deployApi(): Promise<string> {
  const name = await deployFunction('return { statusCode: 200, body: event.requestContext.connectionId };');
  const ofApi = { ApiId: { Ref: 'Api' } };
  const outputs = await deployStack(`web-socket-${name}`, {
    Resources: {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { Name: name, ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
      },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ...ofApi, StageName: 'live', AutoDeploy: true } },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ...ofApi,
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
        },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ...ofApi,
          RouteKey: '$default',
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
        },
      },
    },
    Outputs: { Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
  });
  return `${outputs.Url}/live`;
}

/** Connects. @returns what it hears, and the id by which the other side knows it */
async function connect(url: string) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'));
  const heard: string[] = [];
  socket.addEventListener('message', ({ data }) => heard.push(String(data)));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  socket.send('{}');
  const id = await until('the answer', patienceSeconds, async () => heard[0]);
  return { socket, heard, id };
}

describe('the open connections of a WebSocket API', () => {
  it('hear what is sent to them, each its own, and are gone once they are closed', async () => {
    const url = await deployApi();
    const [one, other] = await Promise.all([connect(url), connect(url)]);

    for (const message of ['first', 'second']) expect(await postToConnection(url, one.id, message)).toBe(true);
    await until('both messages', patienceSeconds, async () => one.heard.length === 3);
    one.socket.close();
    await until('the end of it', patienceSeconds, async () => !(await postToConnection(url, one.id, 'late')));

    expect(one.heard).toEqual([one.id, 'first', 'second']);
    expect(await postToConnection(url, other.id, 'still there')).toBe(true);
    await until('its message', patienceSeconds, async () => other.heard.includes('still there'));
    other.socket.close();
  });
});
