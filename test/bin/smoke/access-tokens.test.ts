import { expect, it } from 'vitest';
import type { OperatedStage } from '../../../bin/operations/operated-stage.ts';
import { callersOf } from '../../../bin/smoke/access-tokens.ts';

/** A stage on AWS whose tokens come from an issuer that is not its own. */
const stage: OperatedStage = {
  settings: {},
  stackName: 'order-confirmation-prod',
  stacks: [],
  local: undefined,
  outputs: {},
  output: () => 'https://issuer.example',
};

it('tokens of a foreign issuer come from the environment', async () => {
  const callers = callersOf(stage, { STOREFRONT_TOKEN: 'of-the-storefront', BACK_OFFICE_TOKEN: 'of-the-back-office' });
  expect(await callers.storefront()).toBe('of-the-storefront');
  expect(await callers.backOffice()).toBe('of-the-back-office');
});

it('without them it is said which variable is missing', async () => {
  await expect(callersOf(stage, {}).backOffice()).rejects.toMatchObject({
    name: 'NotChecked',
    message: expect.stringContaining('BACK_OFFICE_TOKEN'),
  });
});

it.each(['two words', 'a\nb', 'žeton', '{"access_token":"secret"}'])(
  'what is no token is not shown: %j',
  async (given) => {
    const callers = callersOf(stage, { BACK_OFFICE_TOKEN: given });
    await expect(callers.backOffice()).rejects.toThrow('What BACK_OFFICE_TOKEN holds is no access token.');
  },
);

it('a token may have been pasted with the end of its line', async () => {
  expect(await callersOf(stage, { BACK_OFFICE_TOKEN: 'a.b-c_d=\n' }).backOffice()).toBe('a.b-c_d=');
});
