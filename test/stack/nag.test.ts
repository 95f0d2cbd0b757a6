import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { stageContexts, synthesised } from './synthesised.ts';

describe.each(Object.entries(stageContexts))('the stacks of stage %s', (_, context) => {
  it('keep the AwsSolutions rules, or say beside the resource why not', () => {
    const { app } = synthesised(context);

    const { violations } = new AwsSolutionsChecks().validateScope(app);

    const found = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
    expect(found).toEqual([]);
  });
});
