import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { runCommand, WrongUsage } from './command-line.ts';
import { copyMissing } from './operations/copy-missing.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

const usage = `Says which items a table of the stage misses that stand in a restored one, and copies them only when told to.

  npm run copy-missing -- RESTORED TABLE                     says what is missing; TABLE as the outputs call it: ProductsTable
  npm run copy-missing -- RESTORED TABLE --apply             copies it; what is there stays as it is
  npm run copy-missing -- RESTORED TABLE --partition ORDER#… only what belongs to this

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: { ...stageOptions, apply: { type: 'boolean', default: false }, partition: { type: 'string', default: '' } },
  takes: { min: 2, max: 2 },
  async run({ values: { apply, partition, ...values }, positionals: [from = '', name = ''] }) {
    const stage = await operatedStage('copy-missing', values);
    const to = stage.outputs[name];
    if (to === undefined || !name.endsWith('Table')) {
      const tables = Object.keys(stage.outputs).filter((output) => output.endsWith('Table'));
      throw new WrongUsage(`The stage has no table ${name}: ${tables.join(', ')}.`);
    }
    if (from === to) throw new WrongUsage('A table cannot be restored from itself.');
    const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(stage.settings));
    const { missing, seen } = await copyMissing(dynamodb, {
      ...{ from, to, partition, apply },
      tell: ({ pk, sk }) => console.log(`  ${pk} ${sk}`),
    });
    console.log(`${seen} items looked at, ${missing} ${apply ? 'were missing and are there again' : 'are missing'}.`);
    if (missing > 0 && !apply) console.log('Nothing was changed. Add --apply to copy them.');
    return missing > 0 && !apply ? 1 : 0;
  },
});
