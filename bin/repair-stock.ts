import { runCommand, WrongUsage } from './command-line.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

const usage = `Says where the stock does not add up and what would mend it, and mends it only when told to.

  npm run repair-stock                        explains what it would change
  npm run repair-stock -- --apply [SKU ...]   changes it, for all or for these SKUs

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: { ...stageOptions, apply: { type: 'boolean', default: false } },
  takes: { max: Number.POSITIVE_INFINITY },
  async run({ values, positionals }) {
    setFunctionEnvironment(await operatedStage('repair-stock', values));
    return repairStock(values.apply, positionals);
  },
});

async function repairStock(apply: boolean, skus: readonly string[]): Promise<number> {
  const { stockReport } = await import('../lambdas/stock-check/check-stock.ts');
  const { repair, repairsOf } = await import('../lambdas/stock-check/repair-stock.ts');
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');
  // Else one that is mistyped would seem to be all right.
  const stock = await Promise.all(skus.map(async (sku) => ({ sku, found: await stockTable().find(sku) })));
  const unknown = stock.filter(({ found }) => found === undefined).map(({ sku }) => sku);
  if (unknown.length > 0) throw new WrongUsage(`There is no stock of ${unknown.join(', ')}. Nothing was changed.`);

  const report = await stockReport();
  const repairs = repairsOf(report).filter(({ sku }) => skus.length === 0 || skus.includes(sku));
  console.log(`${report.checked} stock items checked, ${repairs.length} differences.`);
  if (report.moving.length > 0) console.log(`${report.moving.length} changed at every look; check again later.`);
  let mended = 0;
  for (const each of repairs) {
    console.log(`  ${each.explanation}`);
    if (!apply || each.write === undefined) continue;
    const isMended = await repair(each);
    console.log(isMended ? '    mended' : '    changed meanwhile: check again');
    if (isMended) mended++;
  }
  const open = repairs.filter(({ write }) => write === undefined);
  if (repairs.length > open.length && !apply) console.log('Nothing was changed. Add --apply to mend it.');
  return mended < repairs.length ? 1 : 0;
}
