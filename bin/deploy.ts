import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stageFrom } from '../lib/stages.ts';

const usage = `Deploys one stage of the service to the AWS account and region of your credentials.

  npm run deploy -- --stage prod --sender orders@shop.example [options] [-- options of cdk deploy]

  --stage dev|prod            default dev
  --sender ADDRESS            what notices are sent from; required for prod
  --sender-identity KIND      address, domain, or existing if SES knows it already; default: address in dev, domain in prod
  --shop-name NAME            how notices call the shop
  --issuer URL                OIDC issuer of the storefronts' access tokens; default: a Cognito user pool of our own
  --audience AUDIENCE         what that issuer calls this API
  --alarm-email ADDRESS       who is called when something fails
  --stock-keeper-email ADDR   who hears of low stock and gets the replenishment report
  --payment-wait-seconds N    how long a pending payment may take; default 900; by method: 900,alipay=1800
  --retry-seconds N           over how long a failed step is repeated; default 80

The account and region must have been bootstrapped once: npx cdk bootstrap`;

const options = {
  stage: { type: 'string' },
  sender: { type: 'string' },
  'sender-identity': { type: 'string' },
  'shop-name': { type: 'string' },
  issuer: { type: 'string' },
  audience: { type: 'string' },
  'alarm-email': { type: 'string' },
  'stock-keeper-email': { type: 'string' },
  'payment-wait-seconds': { type: 'string' },
  'retry-seconds': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The arguments as context of the CDK app, and what is left for the CDK. */
function read(args: readonly string[]) {
  const rest = args.indexOf('--');
  const { values } = parseArgs({ args: args.slice(0, rest < 0 ? undefined : rest), options });
  const { help, ...given } = values;
  const context = Object.fromEntries(Object.entries(given).map(([name, value]) => [camelCase(name), value]));
  return { help, context, cdkArguments: rest < 0 ? [] : args.slice(rest + 1) };
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function deploy(args: readonly string[]): number {
  const { help, context, cdkArguments } = read(args);
  if (help) {
    console.log(usage);
    return 0;
  }
  stageFrom((key) => context[key]);

  const cdk = join(createRequire(import.meta.url).resolve('aws-cdk/package.json'), '../bin/cdk');
  const contextArguments = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  const { status, error } = spawnSync(
    process.execPath,
    [cdk, 'deploy', '--all', ...contextArguments, ...cdkArguments],
    { cwd: join(import.meta.dirname, '..'), stdio: 'inherit' },
  );
  if (error !== undefined) throw error;
  return status ?? 1;
}

try {
  process.exitCode = deploy(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
