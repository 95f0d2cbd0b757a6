import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { afterAll, describe, expect, it } from 'vitest';
import { demandServices } from '../../lib/regions.ts';
import { deployed } from './deployed-resources.ts';
import { synthesised } from './synthesised.ts';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
const outdir = mkdtempSync(join(tmpdir(), 'order-confirmation-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** A function as the template has it. */
interface Synthesised {
  readonly Type: string;
  readonly Properties: {
    readonly Code: { readonly S3Key: string };
    readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  };
}

/** Runs the app as the CDK's command does; the templates themselves are validated by another test. */
const synthesise = (values: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, ['bin/order-confirmation.ts'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...values }),
      CDK_VALIDATION: 'false',
      CDK_DEFAULT_REGION: 'eu-west-1',
      ...environment,
    },
  });

describe('synthesising the app', () => {
  it("bundles every function without a word, and the shop's profile into those that ask for it", () => {
    const { status, stdout, stderr } = synthesise({ shop: 'examples/shop.json' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    const { Resources } = JSON.parse(readFileSync(join(outdir, 'order-confirmation-dev.template.json'), 'utf8'));
    const functions = (Object.values(Resources) as Synthesised[]).filter(
      ({ Type }) => Type === 'AWS::Lambda::Function',
    );
    expect(functions.length).toBeGreaterThan(20);
    const told = functions.flatMap(({ Properties }) => {
      const asset = `asset.${Properties.Code.S3Key.replace('.zip', '')}`;
      const code = readFileSync(join(outdir, asset, 'index.js'), 'utf8');
      expect(code).toContain('handler');
      expect(code).not.toContain('STAGE_SHOP');
      return code.includes('kefu@harbour.example') ? [Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME] : [];
    });
    expect(told).toEqual(
      expect.arrayContaining(['notify-customer', 'send-notice', 'tell-back-in-stock', 'get-order-page']),
    );
    expect(told.length).toBeLessThan(15);
  });

  it.each([
    [{ stage: 'prod' }, {}, /^The context does not describe a stage:\n {2}sender: .*\n {2}paymentProviders: .*\n$/],
    [{}, { CDK_DEFAULT_REGION: 'mx-central-1' }, /^mx-central-1 has no SES.*\n$/],
  ])('says in a sentence what cannot be deployed: %j %j', (values, environment, sentence) => {
    const { status, stderr } = synthesise(values, environment);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(sentence) });
  });

  it("takes the CDK's recommended value of every feature flag", () => {
    expect(context).toEqual(CURRENTLY_RECOMMENDED_FLAGS);
  });
});

describe('the region', () => {
  const ours = { issuer: undefined };

  it.each(['us-east-1', 'eu-west-1', 'ap-northeast-1', 'eu-south-1', 'us-gov-west-1', undefined])(
    '%s will do',
    (region) => {
      expect(() => demandServices(region, ours)).not.toThrow();
    },
  );

  it.each([
    ['ap-southeast-7', 'ap-southeast-7 has no SES'],
    ['mx-central-1', 'mx-central-1 has no SES'],
    ['cn-north-1', 'cn-north-1 has no SES'],
    ['eusc-de-east-1', 'eusc-de-east-1: the addresses of its partition'],
    ['us-isob-east-1', 'us-isob-east-1: the addresses of its partition'],
  ])('%s will not, in a sentence', (region, sentence) => {
    expect(() => demandServices(region, ours)).toThrow(sentence);
  });
});

describe('the addresses in the outputs', () => {
  const { templates } = synthesised();

  it.each([
    ['aws', 'https://eu-west-1.console.aws.amazon.com/states/', '.auth.eu-west-1.amazoncognito.com/oauth2/token'],
    ['aws-cn', 'https://eu-west-1.console.amazonaws.cn/states/', '.auth.eu-west-1.amazoncognito.com/oauth2/token'],
    [
      'aws-us-gov',
      'https://eu-west-1.console.amazonaws-us-gov.com/states/',
      '.auth-fips.eu-west-1.amazoncognito.com/oauth2/token',
    ],
  ])('are those of the partition %s', (partition, consoleUrl, tokenHost) => {
    const { outputs } = deployed(templates, { partition });
    expect(outputs.StateMachineConsoleUrl).toContain(consoleUrl);
    expect(outputs.TokenUrl).toContain(tokenHost);
  });
});
