import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { regionsWithout } from '../../lib/regions.ts';
import { contextUsage } from '../../lib/stage-context.ts';
import { synthesised } from './synthesised.ts';
import { templateVariants } from './template-variants.ts';

/**
 * AWS's own engine (`@aws/cloudformation-validate`), with its rules and resource schemas by region, and the CDK's
 * rules.
 */
const engine = new CloudFormationValidatePlugin();
const appConstruct = new App();

/** What the engine finds in templates that are deployed to a region, as `<rule> <resource>: <what>`. */
function findings(templatePaths: readonly string[], region: string): readonly string[] {
  const stackTemplates = templatePaths.map((templatePath) => ({
    templatePath,
    region,
    accountId: '111122223333',
    stackConstructPath: templatePath,
  }));
  return engine
    .validate({ templatePaths: [...templatePaths], stackTemplates, appConstruct })
    .violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ resourceLogicalId }) => `${ruleName} ${resourceLogicalId}: ${description}`),
    );
}

const templatesOf = (context: Readonly<Record<string, string>>) =>
  synthesised(context)
    .app.synth()
    .stacks.map(({ templateFullPath }) => templateFullPath);

describe('the templates', () => {
  it.each(Object.entries(templateVariants))('are valid: %s', (_, { context, regions }) => {
    for (const region of regions) expect(findings(templatesOf(context), region)).toEqual([]);
  });

  it('are tried with every option', () => {
    const tried = new Set(Object.values(templateVariants).flatMap(({ context }) => Object.keys(context)));
    expect(Object.keys(contextUsage).filter((key) => !tried.has(key))).toEqual([]);
  });
});

describe('the engine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const only = (name: string, Resources: object) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ Resources }));
    return file;
  };

  it('finds what CloudFormation would refuse', () => {
    const Properties = { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], BillingMode: 'WHENEVER' };
    const file = only('wrong', { Table: { Type: 'AWS::DynamoDB::Table', Properties } });
    expect(findings([file], 'eu-west-1')).not.toEqual([]);
  });

  it.each([
    ['SES', { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'shop.example' } }],
    ['Cognito', { Type: 'AWS::Cognito::UserPool', Properties: {} }],
  ] as const)('knows no region without %s that we do not know, and none less', (service, resource) => {
    const file = only(service, { Resource: resource });
    const lacking = regions.filter((region) =>
      findings([file], region).some((finding) => /does not exist/.test(finding)),
    );
    expect(lacking).toEqual(regionsWithout[service]);
  });
});

/** The regions of AWS in which accounts of everybody can be, and in China. */
const regions = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
  ...['ap-southeast-6', 'ap-southeast-7', 'ca-central-1', 'ca-west-1', 'cn-north-1', 'cn-northwest-1', 'eu-central-1'],
  ...['eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1'],
  ...['me-central-1', 'mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1'],
  ...['us-west-1', 'us-west-2'],
];
