import { pathOf } from '../lambdas/order-workflow/execution-path.ts';
import { runCommand } from './command-line.ts';
import { executionsOf } from './operations/executions.ts';
import { expressHistories } from './operations/express-log.ts';
import { formatDuration } from './operations/format-duration.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';
import { orderIdFrom } from './operations/order-id-from.ts';

const usage = `Shows the way of an order through the workflow: its Express executions as the log has them, then its Standard execution.

  npm run history -- ORDER                  its id or its number

Of Express executions, a stage that logs errors only shows those that failed; what succeeded stands in the order's timeline.

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [said = ''] }) {
    const orderId = orderIdFrom(said);
    const stage = await operatedStage('history', values);
    const express = (await expressHistories(stage, orderId)).map((events) => ['Express', events] as const);
    const standard = await executionsOf(stage).history(orderId);
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
    if (histories.length > 0) return 0;
    console.error(`Order ${orderId} has no execution here: it has not begun yet, or there is no such order.`);
    return 1;
  },
});
