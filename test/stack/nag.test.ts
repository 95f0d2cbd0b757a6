import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { stageContexts, synthesised } from './synthesised.ts';

describe.each(Object.entries(stageContexts))('the stacks of stage %s', (_, context) => {
  it('keep the AwsSolutions rules, or say beside the resource why not', () => {
    const { app, templates } = synthesised(context);
    const nameThere = namesOf(Object.values(templates).map((template) => template.toJSON()));

    const { violations } = new AwsSolutionsChecks().validateScope(app);

    const found = violations.flatMap(({ ruleName, violatingResources }) => {
      const rule = ruleName.replaceAll(
        /\{"Fn::GetStackOutput":.*?"OutputName":"(\w+)"\}\}/g,
        (whole, output: string) => nameThere.get(output) ?? whole,
      );
      return violatingResources
        .flatMap(({ constructPath = [] }) => constructPath)
        .filter((path) => rule === ruleName || !acknowledgedAt(app, path).includes(rule))
        .map((path) => `${rule} ${path}`);
    });
    expect(found).toEqual([]);
  });
});

interface Template {
  readonly Outputs?: Readonly<Record<string, { readonly Value: object }>>;
}

/** What a stack takes from another has there the name by which it is acknowledged: `<Machine.Name>`, by its output. */
function namesOf(templates: readonly Template[]): ReadonlyMap<string, string> {
  return new Map(
    templates.flatMap(({ Outputs = {} }) =>
      Object.entries(Outputs).map(([name, { Value }]) => [name, `<${Object.values(Value).flat().join('.')}>`] as const),
    ),
  );
}

/** The ids of the findings that are acknowledged at a construct, or above it. */
function acknowledgedAt(app: App, path: string): readonly string[] {
  const found = app.node.findAll().find(({ node }) => node.path === path);
  return (found?.node.scopes ?? []).flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as object).map((id) => id.replace(/^annotation::/i, ''))),
  );
}
