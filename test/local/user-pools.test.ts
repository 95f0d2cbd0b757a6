import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { deployStack } from './stacks.ts';

it('a user pool of a template says the address of its issuer', async () => {
  const outputs = await deployStack(`pool-${randomUUID().slice(0, 8)}`, {
    Resources: { Pool: { Type: 'AWS::Cognito::UserPool' } },
    Outputs: { Id: { Value: { Ref: 'Pool' } }, Issuer: { Value: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } } },
  });
  expect(outputs.Issuer).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${outputs.Id}`);
});
