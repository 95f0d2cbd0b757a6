import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { copyMissing } from './copy-missing.ts';
import type { OperatedStage } from './operated-stage.ts';

/** What belongs to the place where it was: who waited there, and what its operators were just doing. */
const leftBehind = new Set([
  'LongPollsTable',
  'PageWatchersTable',
  'RecipientLimitsTable',
  'IntakeTable',
  'RedrivesTable',
]);

/**
 * Those whose changes are followed come last: whoever follows them then finds what was done and told before, and does
 * nothing twice.
 */
const followed = ['PaymentsTable', 'OrdersTable', 'StockTable'];

/** The tables that are brought back where all are lost, in this order, by their outputs. */
export function tablesToBringBack(outputs: Readonly<Record<string, string>>): readonly string[] {
  const tables = Object.keys(outputs).filter((output) => output.endsWith('Table') && !leftBehind.has(output));
  return [...tables.filter((table) => !followed.includes(table)).sort(), ...followed];
}

/** No backup is older. */
const backupDays = 35;

/** What became of one table. */
export interface BroughtBack {
  /** As the outputs call it. */
  readonly table: string;
  readonly seen: number;
  readonly missing: number;
}

/**
 * Copies what the tables of a stage miss from restored ones, each named as its output with something before it. What is
 * there stays as it is: it can be run again.
 * @param tell hears of each table as it is done
 */
export async function bringBack(
  stage: OperatedStage,
  {
    prefix,
    apply,
    tell,
  }: { readonly prefix: string; readonly apply: boolean; readonly tell: (done: BroughtBack) => void },
): Promise<void> {
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(stage.settings));
  for (const table of tablesToBringBack(stage.outputs)) {
    const [from, to] = [`${prefix}${table}`, stage.output(table)];
    tell({ table, ...(await copyMissing(dynamodb, { from, to, partition: '', apply, tell: () => {} })) });
  }
}

/**
 * Stores and lists the orders about which nothing had changed yet when the backup was made: their executions, which were
 * to do that, are gone. Run in the environment of the stage's functions.
 * @returns how many wait for their execution
 */
export async function listAccepted(now = new Date()): Promise<number> {
  const { orderTable } = await import('../../lambdas/orders/order-table.ts');
  const orders = orderTable();
  const since = new Date(now.getTime() - backupDays * 86_400_000).toISOString();
  let pending = 0;
  let from: string | undefined;
  do {
    const page = await orders.acceptedPage(from, since);
    for (const { order } of (await orders.findHeads(page.ids)).values()) {
      if (order.status !== 'PENDING') continue;
      await orders.addOrder(order);
      pending++;
    }
    from = page.next;
  } while (from !== undefined);
  return pending;
}
