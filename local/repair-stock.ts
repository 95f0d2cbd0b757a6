import { parseArgs } from 'node:util';
import { operatedStage } from './operated-stage.ts';

const usage = `Says where the stock does not add up and what would mend it, and mends it only when told to.

  npm run repair-stock                        explains what it would change
  npm run repair-stock -- --apply [SKU ...]   changes it, for all or for these SKUs
  npm run repair-stock -- --stage prod [...]  the same on AWS, in the account and region of the environment

  --data FOLDER                               the data folder of the local cloud`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stage: { type: 'string' },
    data: { type: 'string' },
    apply: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  console.log(usage);
} else {
  try {
    await repairStock();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function repairStock(): Promise<void> {
  const { actInIt } = await operatedStage('repair-stock', values);
  actInIt();
  const { stockReport } = await import('../lambdas/inventory/check-stock.ts');
  const { repair, repairsOf } = await import('../lambdas/inventory/repair-stock.ts');

  const report = await stockReport();
  const repairs = repairsOf(report).filter(({ sku }) => positionals.length === 0 || positionals.includes(sku));
  console.log(`${report.checked} stock items checked, ${repairs.length} differences.`);
  if (report.moving.length > 0) console.log(`${report.moving.length} changed at every look; check again later.`);
  for (const each of repairs) {
    console.log(`  ${each.explanation}`);
    if (!values.apply || each.write === undefined) continue;
    console.log((await repair(each)) ? '    mended' : '    changed meanwhile: check again');
  }
  const open = repairs.filter(({ write }) => write === undefined);
  if (repairs.length > open.length && !values.apply) console.log('Nothing was changed. Add --apply to mend it.');
  if (repairs.length > 0 && !(values.apply && open.length === 0)) process.exitCode = 1;
}
