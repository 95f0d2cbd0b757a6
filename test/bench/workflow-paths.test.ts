import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longestSuccess, readWorkflow, type Workflow, workflowPaths } from '../../bench/cost/workflow-paths.ts';
import { orderWorkflowDefinition, type StepName, stepNames } from '../../lib/order-workflow-definition.ts';

const task = (service: string, more: object) => ({ Type: 'Task', Resource: `arn:aws:states:::${service}`, ...more });

const statesOf = (workflow: Workflow) => workflowPaths(workflow).map(({ states }) => states.join(' '));

describe('the ways through a definition', () => {
  it('take every choice, and say which of them fail or are undone', () => {
    const workflow = {
      StartAt: 'Pay',
      States: {
        Pay: task('lambda:invoke', { Next: 'Paid?', Catch: [{ Next: 'Undo' }] }),
        'Paid?': { Type: 'Choice', Choices: [{ Next: 'Tell' }], Default: 'Refuse' },
        Tell: task('sns:publish', { End: true }),
        Undo: task('dynamodb:updateItem', { End: true }),
        Refuse: { Type: 'Fail' },
      },
    };

    const ways = workflowPaths(workflow).map(({ states, succeeds }) => [states.join(' '), succeeds]);

    expect(ways).toEqual([
      ['Pay Paid? Refuse', false],
      ['Pay Paid? Tell', true],
      ['Pay Undo', false],
    ]);
  });

  it('count a transition for each state, and the calls that stand in the definition', () => {
    const workflow = {
      StartAt: 'A',
      States: {
        A: task('lambda:invoke.waitForTaskToken', { Next: 'B' }),
        B: task('dynamodb:putItem', { Next: 'C' }),
        C: task('dynamodb:getItem', { Next: 'D' }),
        D: task('sqs:sendMessage', { Next: 'E' }),
        E: task('events:putEvents', { Next: 'F' }),
        F: { Type: 'Wait', Next: 'G' },
        G: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:111122223333:function:g', Next: 'H' },
        H: { Type: 'Succeed' },
      },
    };

    expect(workflowPaths(workflow)[0]?.usage).toMatchObject({
      'state transitions': 8,
      'Lambda requests': 2,
      'DynamoDB write units': 1,
      'DynamoDB read units': 0.5,
      'SQS requests': 1,
      'EventBridge events': 1,
    });
  });

  it('go through every branch of a Parallel, and through a Map with one item', () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: task('lambda:invoke', { End: true }) } });
    const workflow = {
      StartAt: 'Both',
      States: {
        Both: { Type: 'Parallel', Branches: [branch('left'), branch('right')], Next: 'Each' },
        Each: { Type: 'Map', ItemProcessor: branch('item'), End: true },
      },
    };

    expect(statesOf(workflow)).toEqual(['Both left right Each item']);
  });

  it('end where a state would be entered again', () => {
    const workflow = {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Next: 'Done?' },
        'Done?': { Type: 'Choice', Choices: [{ Next: 'Yes' }], Default: 'Wait' },
        Yes: { Type: 'Succeed' },
      },
    };

    expect(statesOf(workflow)).toEqual(['Wait Done? Yes']);
  });

  it('of the order workflow: four states until the customer knows', () => {
    const functionArns = Object.fromEntries(stepNames.map((name) => [name, 'arn'])) as Record<StepName, string>;
    const patience = { longestPaymentWaitSeconds: 900, retrySeconds: 80 };

    const paths = workflowPaths(orderWorkflowDefinition({ partition: 'aws', functionArns, ...patience }));

    expect(longestSuccess(paths)?.states).toHaveLength(4);
  });
});

describe('a definition file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'definitions-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (content: string) => {
    const file = join(folder, 'definition');
    await writeFile(file, content);
    return file;
  };
  const tiny = { StartAt: 'Only', States: { Only: { Type: 'Succeed' } } };

  it.each([
    ['JSON', JSON.stringify(tiny)],
    ['YAML', 'StartAt: Only\nStates:\n  Only:\n    Type: Succeed\n'],
    [
      'a template that joins it from parts',
      JSON.stringify({
        Resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          Machine: {
            Type: 'AWS::StepFunctions::StateMachine',
            Properties: {
              DefinitionString: {
                'Fn::Join': [
                  '',
                  ['{"StartAt":"Only","States":{"Only":{"Type":"Succeed","Comment":"', { Ref: 'Bucket' }, '"}}}'],
                ],
              },
            },
          },
        },
      }),
    ],
    [
      'a SAM template',
      JSON.stringify({
        Resources: { Machine: { Type: 'AWS::Serverless::StateMachine', Properties: { Definition: tiny } } },
      }),
    ],
  ])('is read as %s', async (_, content) => {
    expect(statesOf(await readWorkflow(await written(content)))).toEqual(['Only']);
  });

  it.each([
    ['{"StartAt":', 'is neither JSON nor YAML'],
    ['{"States":{}}', 'is no state machine: StartAt'],
    ['{"Resources":{}}', 'is no state machine'],
  ])('%s is refused with what is wrong', async (content, message) => {
    await expect(readWorkflow(await written(content))).rejects.toThrow(message);
  });

  it('that is not there is named', async () => {
    await expect(readWorkflow(join(folder, 'nowhere'))).rejects.toThrow('nowhere does not exist');
  });

  it('that leads nowhere is refused with the state that is missing', () => {
    expect(() => workflowPaths({ StartAt: 'A', States: {} })).toThrow('no state "A"');
  });
});
