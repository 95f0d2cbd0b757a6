import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { runCommand, WrongUsage } from './command-line.ts';
import { copyMissing } from './operations/copy-missing.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { type OperatedStage, operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';
import { bringBack, listAccepted } from './operations/restored-tables.ts';

const usage = `Says which items a table of the stage misses that stand in a restored one, and copies them only when told to.

  npm run copy-missing -- RESTORED TABLE                     says what is missing; TABLE as the outputs call it: ProductsTable
  npm run copy-missing -- RESTORED TABLE --apply             copies it; what is there stays as it is
  npm run copy-missing -- RESTORED TABLE --partition ORDER#… only what belongs to this
  npm run copy-missing -- --every PREFIX [--apply]           every table, each from the one that is named as its output behind
                                                             PREFIX (restored-ProductsTable): after the loss of a region

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: {
    ...stageOptions,
    apply: { type: 'boolean', default: false },
    partition: { type: 'string', default: '' },
    every: { type: 'string' },
  },
  takes: { max: 2 },
  async run({ values: { apply, partition, every, ...values }, positionals }) {
    const wanted = every === undefined ? 2 : 0;
    if (positionals.length !== wanted || (every !== undefined && partition !== ''))
      throw new WrongUsage('Name the restored table and the one that misses something, or say --every PREFIX alone.');
    const stage = await operatedStage('copy-missing', values);
    const missing =
      every === undefined
        ? await ofOne(stage, positionals, { apply, partition })
        : await ofEvery(stage, { prefix: every, apply });
    if (missing > 0 && !apply) console.log('Nothing was changed. Add --apply to copy them.');
    return missing > 0 && !apply ? 1 : 0;
  },
});

/** @returns how many items were missing */
async function ofOne(
  { outputs, settings }: OperatedStage,
  [from = '', name = '']: readonly string[],
  { apply, partition }: { readonly apply: boolean; readonly partition: string },
): Promise<number> {
  const to = outputs[name];
  if (to === undefined || !name.endsWith('Table')) {
    const tables = Object.keys(outputs).filter((output) => output.endsWith('Table'));
    throw new WrongUsage(`The stage has no table ${name}: ${tables.join(', ')}.`);
  }
  if (from === to) throw new WrongUsage('A table cannot be restored from itself.');
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const { missing, seen } = await copyMissing(dynamodb, {
    ...{ from, to, partition, apply },
    tell: ({ pk, sk }) => console.log(`  ${pk} ${sk}`),
  });
  console.log(`${seen} items looked at, ${missing} ${whatBecame(apply)}.`);
  return missing;
}

/** @returns how many items were missing */
async function ofEvery(
  stage: OperatedStage,
  { prefix, apply }: { readonly prefix: string; readonly apply: boolean },
): Promise<number> {
  let all = 0;
  await bringBack(stage, {
    ...{ prefix, apply },
    tell({ table, seen, missing }) {
      all += missing;
      console.log(`${table}: ${seen} items looked at, ${missing} ${whatBecame(apply)}.`);
    },
  });
  if (apply) {
    setFunctionEnvironment(stage);
    console.log(`${await listAccepted()} orders wait for their execution.`);
  }
  return all;
}

function whatBecame(apply: boolean): string {
  return apply ? 'were missing and are there again' : 'are missing';
}
