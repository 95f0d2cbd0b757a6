import { describe, expect, it } from 'vitest';
import { deliveriesOf } from './deliveries.ts';
import { type DeployedResource, deployed } from './deployed-resources.ts';
import { isAllowed } from './policy-simulator.ts';
import { everyProvider, stageContexts, synthesised } from './synthesised.ts';

const contexts = {
  ...stageContexts,
  'prod with everything': {
    ...stageContexts.prod,
    ...everyProvider,
    alarmEmail: 'ops@shop.example',
    stockKeeperEmail: 'keeper@shop.example',
  },
} as const;

/** What nobody lets through, as `from → to: action`. */
function refused(resources: readonly DeployedResource[], deliveries = deliveriesOf(resources)): readonly string[] {
  return deliveries.flatMap(({ from, to, requests }) =>
    requests.filter((request) => !isAllowed(resources, request)).map(({ action }) => `${from} → ${to}: ${action}`),
  );
}

describe.each(Object.entries(contexts))('in %s', (_, context) => {
  const { resources } = deployed(synthesised(context).templates);
  const deliveries = deliveriesOf(resources);

  it('every alarm reaches its topic, every rule, schedule, source, route and step its target, every dead letter its queue', () => {
    expect(refused(resources, deliveries)).toEqual([]);
  });

  it('nothing that delivers is overlooked', () => {
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    const delivering = new Set(deliveries.map(({ from }) => from));
    for (const type of [
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::CompositeAlarm',
      'AWS::Events::Rule',
      'AWS::Scheduler::Schedule',
      'AWS::Lambda::EventSourceMapping',
      'AWS::ApiGatewayV2::Route',
      'AWS::StepFunctions::StateMachine',
    ]) {
      expect(ofType(type).length).toBeGreaterThan(0);
      expect(ofType(type).filter(({ logicalId }) => !delivering.has(logicalId))).toEqual([]);
    }
  });

  it('no other account gets in by these rights, and nobody without TLS', () => {
    const elsewhere = deliveries.flatMap(({ from, requests }) =>
      requests
        // By AWS's documents, EventBridge's deliveries to topics can take no condition.
        .filter(({ context = {}, caller, resource }) => {
          return 'aws:SourceArn' in context && !(caller === 'events.amazonaws.com' && resource.includes(':sns:'));
        })
        .filter(({ action }) => action !== 'sts:AssumeRole')
        .map(({ context, ...request }) => ({
          from,
          ...request,
          context: {
            'aws:SourceAccount': '444455556666',
            'aws:SourceArn': String(context?.['aws:SourceArn']).replace('111122223333', '444455556666'),
          },
        })),
    );
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(elsewhere.filter((request) => isAllowed(resources, request))).toEqual([]);

    const inTheOpen = deliveries
      .flatMap(({ requests }) => requests)
      .filter(({ action }) => action === 'sns:Publish' || action === 'sqs:SendMessage')
      .map((request) => ({ ...request, context: { ...request.context, 'aws:SecureTransport': 'false' } }));
    expect(inTheOpen.length).toBeGreaterThan(0);
    expect(inTheOpen.filter((request) => isAllowed(resources, request))).toEqual([]);
  });
});

describe('the simulation', () => {
  const { resources } = deployed(synthesised().templates);

  it.each([
    ['AWS::SNS::TopicPolicy', 'sns:Publish'],
    ['AWS::SQS::QueuePolicy', 'sqs:SendMessage'],
    ['AWS::KMS::Key', 'kms:GenerateDataKey'],
    ['AWS::Lambda::Permission', 'lambda:InvokeFunction'],
    ['AWS::IAM::Policy', 'sqs:ReceiveMessage'],
    ['AWS::IAM::Policy', 'dynamodb:GetRecords'],
  ])('notices when what a %s allows is missing (%s)', (type, action) => {
    const deliveries = deliveriesOf(resources);
    const without = resources.filter((resource) => resource.type !== type);
    expect(refused(without, deliveries).filter((line) => line.endsWith(`: ${action}`))).not.toEqual([]);
  });
});
