import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runCommand } from './command-line.ts';
import { stageFromOptions, stageOptions, stageOptionsUsage } from './stage-options.ts';

const usage = `Deploys one stage of the service to the AWS account and region of your credentials.

  npm run deploy -- --stage prod --sender orders@shop.example --payment-providers stripe [options] [-- options of cdk deploy]

${stageOptionsUsage}

The account and region must have been bootstrapped once: npx cdk bootstrap`;

await runCommand({
  usage,
  options: stageOptions,
  passesOn: true,
  run({ values, passedOn }) {
    const { context } = stageFromOptions(values);
    const cdk = join(createRequire(import.meta.url).resolve('aws-cdk/package.json'), '../bin/cdk');
    const contextArguments = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
    const { status, error } = spawnSync(process.execPath, [cdk, 'deploy', '--all', ...contextArguments, ...passedOn], {
      cwd: join(import.meta.dirname, '..'),
      stdio: 'inherit',
    });
    if (error !== undefined) throw error;
    return status ?? 1;
  },
});
