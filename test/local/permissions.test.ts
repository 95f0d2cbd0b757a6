import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteRolePolicyCommand, IAMClient, TagRoleCommand } from '@aws-sdk/client-iam';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateConfigurationSetCommand,
  SESClient,
  SendEmailCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, inject, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { clientSettings } from '../../local/aws.ts';
import { patienceSeconds } from '../patiently.ts';
import { deployFunction, invoke } from './functions.ts';
import { createQueue, letIn, sqs } from './queues.ts';
import { type Allowance, createRole } from './roles.ts';
import { deployMachine, ended, historyOf, start, task } from './state-machines.ts';

const settings = clientSettings(inject('emulator'));
const sns = new SNSClient(settings);
const ses = new SESClient(settings);
const iam = new IAMClient(settings);
const cloudFormation = new CloudFormationClient(settings);
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

/**
 * The settings of a client that calls as a function with these rights does: with the credentials in its environment.
 */
async function asFunctionThatMay(...allowances: readonly Allowance[]) {
  return asFunctionOf(await createRole('lambda', allowances));
}

async function asFunctionOf(role: string) {
  const name = await deployFunction(
    `const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
     return { accessKeyId, secretAccessKey, sessionToken };`,
    { role },
  );
  const { result } = await invoke(name);
  return { ...settings, credentials: result as typeof settings.credentials };
}

describe('a function', () => {
  it('may do what its role allows, and nothing else', async () => {
    const caller = await asFunctionThatMay({ Action: 'dynamodb:ListTables', Resource: '*' });

    await expect(new DynamoDBClient(caller).send(new ListTablesCommand())).resolves.toBeDefined();
    await expect(new SecretsManagerClient(caller).send(new ListSecretsCommand())).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('may what its role says now, whatever that said at the call before', async () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'orders' } };
    const role = await createRole('lambda', [{ Action: 'dynamodb:ListTables', Resource: '*', Condition }]);
    const caller = new DynamoDBClient(await asFunctionOf(role));
    const call = () => caller.send(new ListTablesCommand());
    const refused = { name: 'AccessDeniedException' };
    await expect(call()).rejects.toMatchObject(refused);

    const RoleName = role.split('/').at(-1);
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'orders' }] }));
    await expect(call()).resolves.toBeDefined();

    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'rights' }));
    await expect(call()).rejects.toMatchObject(refused);
  });

  it('comes over TLS, as a policy that refuses everything else sees it', async () => {
    const { queueArn, queueUrl: QueueUrl } = await createQueue((Resource) => [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
    const caller = await asFunctionThatMay({ Action: 'sqs:SendMessage', Resource: queueArn });

    await expect(
      new SQSClient(caller).send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' })),
    ).resolves.toBeDefined();
  });

  it('answers the task tokens of the state machine that it has a right to, and of no other', async () => {
    const waiting = async () => {
      const machine = await deployMachine({ Pay: task(await deployFunction('return 1;'), { waitForToken: true }) });
      const execution = await start(machine);
      const taskToken = await until('a task token', patienceSeconds, async () => {
        const scheduled = (await historyOf(execution)).find(({ type }) => type === 'TaskScheduled');
        const { Payload } = JSON.parse(scheduled?.taskScheduledEventDetails?.parameters ?? '{}');
        return Payload?.taskToken as string | undefined;
      });
      return { machine, execution, taskToken };
    };
    const [own, other] = [await waiting(), await waiting()];
    const caller = new SFNClient(await asFunctionThatMay({ Action: 'states:SendTaskSuccess', Resource: own.machine }));
    const answer = (taskToken: string) => caller.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));

    await expect(answer(other.taskToken)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(answer('no-token-at-all')).rejects.toMatchObject({ name: 'InvalidToken' });
    await answer(own.taskToken);
    expect((await ended(own.execution)).status).toBe('SUCCEEDED');
    // What has been answered is no secret: the right is asked for all the same.
    await expect(answer(own.taskToken)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('sends e-mails from the address, identity and configuration set that it has a right to', async () => {
    await ses.send(new VerifyDomainIdentityCommand({ Domain: 'rights.example' }));
    await ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: 'with-rights' } }));
    const caller = new SESClient(
      await asFunctionThatMay(
        {
          Action: 'ses:SendEmail',
          Resource: arn('ses', 'identity/rights.example'),
          Condition: { StringEquals: { 'ses:FromAddress': 'orders@rights.example' } },
        },
        { Action: 'ses:SendEmail', Resource: arn('ses', 'configuration-set/with-rights') },
      ),
    );
    const send = (Source: string, ConfigurationSetName?: string) =>
      caller.send(
        new SendEmailCommand({
          Source,
          ConfigurationSetName,
          Destination: { ToAddresses: ['ada@customer.example'] },
          Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
        }),
      );

    await expect(send('Shop <orders@rights.example>', 'with-rights')).resolves.toBeDefined();
    const denied = { name: 'AccessDenied' };
    await expect(send('boss@rights.example', 'with-rights')).rejects.toMatchObject(denied);
    await expect(send('orders@elsewhere.example')).rejects.toMatchObject(denied);
    await expect(send('orders@rights.example', 'without-rights')).rejects.toMatchObject(denied);
  });
});

describe('a secret of a template', () => {
  it('is named by its ARN, and stays the same secret when its stack is updated', async () => {
    const StackName = `secret-${randomUUID().slice(0, 8)}`;
    const TemplateBody = (Description: string) =>
      JSON.stringify({
        Resources: { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Description } } },
        Outputs: { Ref: { Value: { Ref: 'Secret' } } },
      });
    const refWhen = (status: string) =>
      until(`${StackName} to be ${status}`, patienceSeconds, async () => {
        const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
        return stack?.StackStatus === status && stack.Outputs?.[0]?.OutputValue;
      });

    await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: TemplateBody('first') }));
    const ref = await refWhen('CREATE_COMPLETE');
    expect(ref).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:/);

    await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: TemplateBody('second') }));
    expect(await refWhen('UPDATE_COMPLETE')).toBe(ref);
    const described = async () => {
      const { SecretList = [] } = await new SecretsManagerClient(settings).send(new ListSecretsCommand());
      return SecretList.find(({ ARN }) => ARN === ref)?.Description;
    };
    expect(await described()).toBe('second');

    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    await until('the secret to be gone', patienceSeconds, async () => (await described()) === undefined);
  });
});

describe('a state machine', () => {
  it('calls no function that its role has no right to', async () => {
    const [allowed, other] = [await deployFunction('return 1;'), await deployFunction('return 2;')];
    const role = await createRole('states', [
      { Action: 'lambda:InvokeFunction', Resource: arn('lambda', `function:${allowed}`) },
    ]);
    const run = async (name: string) => ended(await start(await deployMachine({ Step: task(name) }, { role })));

    expect((await run(allowed)).status).toBe('SUCCEEDED');
    expect(await run(other)).toMatchObject({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
  });
});

describe('what AWS’s services send', () => {
  /** A topic with that policy, if any, whose messages go to the queue. */
  async function createTopic(queueArn: string, policyOf: (topicArn: string) => readonly object[]): Promise<string> {
    const Name = `t-${randomUUID().slice(0, 8)}`;
    const Statement = policyOf(arn('sns', Name));
    const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn }));
    return TopicArn;
  }

  /** What has arrived in the queue, once something has. */
  const arrived = (QueueUrl: string) =>
    until('a message', patienceSeconds, async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      return Messages.length > 0 && Messages.map(({ Body = '' }) => Body);
    });

  it('arrives at a topic whose policy lets the alarm in, and at no other', async () => {
    const { queueArn, queueUrl: QueueUrl } = await createQueue((queue) => [
      letIn('sns.amazonaws.com', 'sqs:SendMessage', queue),
    ]);
    const closed = await createTopic(queueArn, (topic) => [letIn('events.amazonaws.com', 'sns:Publish', topic)]);
    const open = await createTopic(queueArn, (topic) => [letIn('cloudwatch.amazonaws.com', 'sns:Publish', topic)]);
    const cloudWatch = new CloudWatchClient(settings);
    const AlarmName = `a-${randomUUID().slice(0, 8)}`;
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        AlarmActions: [closed, open],
        Namespace: 'Test',
        MetricName: 'Count',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      }),
    );

    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'a test' }));

    // The closed one comes first: what it let through would be there before.
    const [message = '', ...others] = await arrived(QueueUrl);
    expect(JSON.parse(message).TopicArn).toBe(open);
    expect(others).toEqual([]);
  });

  it('arrives in a queue whose policy lets the rule in, and in no other', async () => {
    const [closed, open] = [
      await createQueue(),
      await createQueue((queue) => [letIn('events.amazonaws.com', 'sqs:SendMessage', queue)]),
    ];
    const events = new EventBridgeClient(settings);
    const [Rule, Source] = [`r-${randomUUID().slice(0, 8)}`, `test-${randomUUID()}`];
    await events.send(new PutRuleCommand({ Name: Rule, EventPattern: JSON.stringify({ source: [Source] }) }));
    const Targets = [closed, open].map(({ queueArn }, index) => ({ Id: `${index}`, Arn: queueArn }));
    await events.send(new PutTargetsCommand({ Rule, Targets }));

    await events.send(new PutEventsCommand({ Entries: [{ Source, DetailType: 'Test', Detail: '{}' }] }));

    expect(await arrived(open.queueUrl)).toHaveLength(1);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: closed.queueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(Attributes?.ApproximateNumberOfMessages).toBe('0');
  });
});
