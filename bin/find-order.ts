import { bareNumber, isFormerReference } from '../lambdas/orders/order-number.ts';
import { runCommand, WrongUsage } from './command-line.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

const usage = `Finds orders that were placed before there were order numbers, by the reference in the mails about them.

  npm run find-order -- 1F0C2D3E

${stageOptionsUsage}

It reads the whole table of orders: that takes a while, and costs by its size. An order number needs no such search:
GET /orders?number=`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [said = ''] }) {
    if (!isFormerReference(said)) throw new WrongUsage(`${said} is no such reference: it has eight of 0-9 and A-F.`);
    setFunctionEnvironment(await operatedStage('find-order', values));
    const { orderTable } = await import('../lambdas/orders/order-table.ts');
    let found = 0;
    for await (const { id, status, createdAt } of orderTable().findByFormerReference(bareNumber(said))) {
      console.log(`${id}  ${status}  placed ${createdAt}`);
      found++;
    }
    if (found === 0) console.error(`There is no order with the reference ${said}.`);
    return found === 0 ? 1 : 0;
  },
});
