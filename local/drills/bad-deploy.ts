import { CloudFormationClient, GetTemplateCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AwsClient } from 'aws4fetch';
import { deadLetterQueueOf, deadLetters } from '../../bin/operations/dead-letters.ts';
import { until } from '../../bin/operations/until.ts';
import { type Drill, howMany, paymentOf, type TrainingCloud } from './drill.ts';

const orders = 3;

/** A release whose `Confirm order` cannot run has just been deployed. */
export const badDeploy: Drill = {
  title: 'a release was deployed that confirms no order',
  told: [
    'A colleague released something a few minutes ago. Since then the alarm FailedOrders rings, and nobody gets a confirmation.',
    'Find out what fails and since when, go back, and bring every order home.',
  ],
  runbook: 'docs/runbooks/operator.md#a-deployment-went-wrong',
  minutes: 20,
  async begin(cloud) {
    const { stage } = cloud;
    const before = await place(cloud);
    await until('orders of before to be confirmed', 300, async () => (await confirmed(before)) === before.length);
    const good = await handlerOf(cloud);
    await release(cloud, 'index.gone');
    const ids = await place(cloud);
    const ours = async () =>
      (await deadLetters(deadLetterQueueOf(stage))).filter(({ orderId }) => ids.includes(orderId)).length;
    await until('the orders to fail', 300, async () => (await ours()) === orders);

    const isBack = async () => (await handlerOf(cloud)) === good;
    return {
      isOver: async () => (await isBack()) && (await confirmed(ids)) === orders && (await ours()) === 0,
      async lessons() {
        return [
          {
            what: (await isBack()) ? 'the release before is back' : 'the bad release still stands',
            isRight: await isBack(),
            better:
              'npm run ops -- failed says at which step orders fail, and since when. Go back first, and look for the reason afterwards: npm run release -- back here, the commit before on AWS.',
          },
          {
            what: `${await confirmed(ids)} of ${orders} orders are confirmed`,
            isRight: (await confirmed(ids)) === orders,
            better: 'npm run redrive -- --all, once the code that works is back: they go on from the step that failed.',
          },
          {
            what: `${await paidOnce(ids)} of ${orders} orders are charged, each once`,
            isRight: (await paidOnce(ids)) === orders,
            better:
              'What was done before the step that failed stands. New orders in the place of these would charge twice.',
          },
          {
            what: `${await ours()} dead letters of them are left`,
            isRight: (await ours()) === 0,
            better: 'After a redrive in the console the message is still there: npm run redrive takes it out.',
          },
        ];
      },
      async takeAway() {
        if (!(await isBack())) await release(cloud, good);
      },
    };

    function confirmed(orderIds: readonly string[]): Promise<number> {
      return howMany(cloud, orderIds, ({ order }) => order?.status === 'CONFIRMED');
    }
  },
};

function place(cloud: TrainingCloud): Promise<readonly string[]> {
  const payment = { provider: 'stripe', token: 'pm_card_visa' } as const;
  return Promise.all(Array.from({ length: orders }, () => cloud.place({ payment })));
}

async function paidOnce(ids: readonly string[]): Promise<number> {
  const found = await Promise.all(ids.map(paymentOf));
  return found.filter((payment) => payment !== undefined && payment.captured === payment.amount).length;
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: { Handler?: string } }>>;
}

/** Deploys the service's stack with this handler in `Confirm order`, as any release is: by CloudFormation. */
async function release(cloud: TrainingCloud, handler: string): Promise<void> {
  const { stage } = cloud;
  const cloudFormation = new CloudFormationClient(stage.settings);
  const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName: stage.stackName }));
  const template = JSON.parse(TemplateBody) as Template;
  const [confirmOrder] = Object.entries(template.Resources).filter(
    ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith('WorkflowConfirmOrder'),
  );
  if (confirmOrder === undefined)
    throw new Error(`Stack ${stage.stackName} has no function of the step "Confirm order"`);
  confirmOrder[1].Properties.Handler = handler;
  await cloudFormation.send(
    new UpdateStackCommand({
      StackName: stage.stackName,
      TemplateURL: await published(cloud, JSON.stringify(template)),
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    }),
  );
  await until('the release to stand', 300, async () => (await handlerOf(cloud)) === handler);
}

/** Puts a template where CloudFormation fetches those that are too long for a call: the bucket of the CDK. @returns its address */
async function published({ endpoint, stage }: TrainingCloud, template: string): Promise<string> {
  const { region = '', credentials } = stage.settings;
  const { accessKeyId = '', secretAccessKey = '' } = credentials ?? {};
  const s3 = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region });
  const url = `${endpoint}/cdk-hnb659fds-assets-000000000000-${region}/drill-bad-deploy.json`;
  const answer = await s3.fetch(url, { method: 'PUT', body: template });
  if (!answer.ok) throw new Error(`The template could not be put to ${url}: ${answer.status}`);
  return url;
}

/** The handler of `Confirm order` as it stands. */
async function handlerOf({ stage }: TrainingCloud): Promise<string> {
  const { Handler = '' } = await new LambdaClient(stage.settings).send(
    new GetFunctionConfigurationCommand({ FunctionName: stage.output('ConfirmOrderFunction') }),
  );
  return Handler;
}
