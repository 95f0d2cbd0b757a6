import { describe, expect, it } from 'vitest';
import { differences, type Template } from './differences.ts';

/** A function with a role of its own, under a construct of this name. */
function aFunction(construct: string, environment: Readonly<Record<string, string>> = {}): Template['Resources'] {
  const path = (end: string) => ({ 'aws:cdk:path': `stack/${construct}/${end}/Resource` });
  return {
    [`${construct}Role`]: { Type: 'AWS::IAM::Role', Metadata: path('SubmitOrderRole'), Properties: {} },
    [`${construct}Function`]: {
      Type: 'AWS::Lambda::Function',
      Metadata: path('SubmitOrder'),
      Properties: { Role: { 'Fn::GetAtt': [`${construct}Role`, 'Arn'] }, Environment: environment },
    },
  };
}

function aPolicy(...Statement: readonly object[]): Template['Resources'] {
  return { Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } } };
}

const between = (before: Template['Resources'], after: Template['Resources']) =>
  differences({ service: { Resources: before } }, { service: { Resources: after } });

describe('the differences between two templates', () => {
  it('are none where a construct was only renamed', () => {
    expect(between(aFunction('Submit'), aFunction('OrderSubmission'))).toEqual([]);
  });

  it('name what a renamed construct has otherwise', () => {
    expect(between(aFunction('Submit', { A: '1' }), aFunction('OrderSubmission', { A: '2' }))).toEqual([
      'service.Resources.SubmitFunction.Properties.Environment.A - "1"',
      'service.Resources.SubmitFunction.Properties.Environment.A + "2"',
    ]);
  });

  it('name what is new and what is gone', () => {
    expect(between(aPolicy(), aFunction('Submit'))).toMatchObject(
      [/^service\.Resources\.Policy - /, /Role \+ /, /Function \+ /].map((pattern) => expect.stringMatching(pattern)),
    );
  });

  it('are none where the same rights are said in other statements', () => {
    const [Effect, Resource] = ['Allow', 'arn'];
    const apart = aPolicy({ Effect, Action: 'a:Get', Resource }, { Effect, Action: ['a:Put'], Resource: [Resource] });
    expect(between(apart, aPolicy({ Action: ['a:Put', 'a:Get'], Effect, Resource }))).toEqual([]);
  });

  it('name a right that was added', () => {
    const [Effect, Resource] = ['Allow', 'arn'];
    const more = between(
      aPolicy({ Effect, Action: 'a:Get', Resource }),
      aPolicy({ Effect, Action: ['a:Get', 'a:Put'], Resource }),
    );
    expect(more).toEqual([
      'service.Resources.Policy.Properties.PolicyDocument.Statement + {"Action":"a:Put","Effect":"Allow","Resource":"arn"}',
    ]);
  });
});
