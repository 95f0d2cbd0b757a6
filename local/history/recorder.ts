import { writeFile } from 'node:fs/promises';
import type { DeployedStage } from '../../bin/operations/function-environment.ts';
import { queueDepths } from '../../bin/operations/queue-depths.ts';
import { until } from '../../bin/operations/until.ts';
import { localStage } from '../aws.ts';
import { readStock, stockTables } from '../stock-sums.ts';
import { readBooks, stockEvents } from './books.ts';
import { type HistoryEvent, linesOf, ofType, type RecordEvent } from './history.ts';
import { type Violation, violationsOf } from './promises.ts';

/** A local cloud, as far as its history needs it. */
export interface ObservedCloud {
  readonly endpoint: string;
  readonly issuer: string;
  readonly dataFolder: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A history that is over, and what it breaks. */
export interface JudgedHistory {
  readonly events: readonly HistoryEvent[];
  readonly violations: readonly Violation[];
}

/** A history while it is made. */
export interface HistoryRecorder {
  /** Takes what a storefront saw; {@link storefrontClient} calls it by itself. */
  readonly record: RecordEvent;
  /**
   * Waits until the queues of work are empty, reads all books, and judges.
   * @param file where the history is kept, one event a line
   */
  close(file?: string): Promise<JudgedHistory>;
}

/** What is repeated from a queue comes after three minutes. */
const quietSeconds = 600;

/**
 * Records what is seen from outside of the orders of a run, in the manner of Jepsen: every submission and every look
 * with its answer as they come, and at the end what stands in the books. Open it once the stock stands, before the
 * first order.
 *
 * @example
 * const history = await openHistory(cloud);
 * const storefront = storefrontClient({ apiUrl: cloud.apiUrl, token, record: history.record });
 * …
 * const { violations } = await history.close();
 */
export async function openHistory({ endpoint, issuer, dataFolder, outputs }: ObservedCloud): Promise<HistoryRecorder> {
  const stage = localStage({ endpoint, outputs });
  const startedAt = new Date();
  const stock = await readStock(await stockTables(stage));
  const events: HistoryEvent[] = [...stockEvents('stock before', stock)];
  return {
    record: (event) => events.push(event),
    async close(file) {
      await untilQuiet(stage);
      const submissions = ofType(events, 'submission');
      const orderIds = new Set(submissions.flatMap(({ order }) => order?.id ?? []));
      const issuerPort = Number(new URL(issuer).port);
      events.push(...(await readBooks({ stage, issuerPort, dataFolder }, orderIds, { startedAt, stock })));
      if (file !== undefined) await writeFile(file, linesOf(events));
      return { events, violations: violationsOf(events) };
    },
  };
}

/** What was asked for through a queue may still move money, stock and notices. */
async function untilQuiet(stage: DeployedStage): Promise<void> {
  const stackName = stage.outputs.StateMachineArn?.split(':').at(-1) ?? '';
  await until('the queues of work to be empty', quietSeconds, async () => {
    const depths = await queueDepths(stage.settings, [stackName, `${stackName}-data`]);
    return depths.every(({ isForDeadLetters, visible, hidden }) => isForDeadLetters || visible + hidden === 0);
  });
}
