import { pathOf } from '../lambdas/order-workflow/execution-path.ts';
import { OrderId } from '../lambdas/orders/order.ts';
import { runCommand } from './command-line.ts';
import { executionsOf } from './operations/executions.ts';
import { expressHistories } from './operations/express-log.ts';
import { formatDuration } from './operations/format-duration.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

const usage = `Shows the way of an order through the workflow: its Express executions as the log has them, then its Standard execution.

  npm run history -- ORDER_ID

Of Express executions, a stage that logs errors only shows those that failed; what succeeded stands in the order's timeline.

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [id = ''] }) {
    const orderId = OrderId.safeParse(id);
    if (!orderId.success) throw new Error(`${id} is not an order's id.`);
    const stage = await operatedStage('history', values);
    const express = (await expressHistories(stage, orderId.data)).map((events) => ['Express', events] as const);
    const standard = await executionsOf(stage).history(orderId.data);
    const histories = [...express, ...(standard.length > 0 ? [['Standard', standard] as const] : [])];
    for (const [type, events] of histories) {
      const { status, steps } = pathOf(events);
      console.log(`${events[0]?.timestamp?.toISOString()}  ${type} execution: ${status}`);
      for (const { name, status, attempts, error, startedAt, endedAt } of steps) {
        const took = endedAt === undefined ? '' : `  ${formatDuration(endedAt.getTime() - startedAt.getTime())}`;
        const tries = attempts > 1 ? `  tried ${attempts} times` : '';
        console.log(`  ${name.padEnd(28)}  ${status}${error === undefined ? '' : ` (${error})`}${took}${tries}`);
      }
    }
    if (histories.length === 0) console.log(`There is no history of an execution of order ${id} (yet).`);
    return 0;
  },
});
