import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
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
   * Reads all books, and judges. What a queue has still to do is waited for: it looks again as long as a promise is
   * broken, for some minutes unless told otherwise.
   */
  close(options?: {
    /** Where the history is kept, one event a line. */
    readonly file?: string | undefined;
    readonly patienceSeconds?: number | undefined;
  }): Promise<JudgedHistory>;
}

/** What a queue delivers again comes after three minutes; in this time money, stock and notices follow their orders. */
const longerThanQueuesSeconds = 400;

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
    async close({ file, patienceSeconds = longerThanQueuesSeconds } = {}) {
      const submissions = ofType(events, 'submission');
      const orderIds = new Set(submissions.flatMap(({ order }) => order?.id ?? []));
      const issuerPort = Number(new URL(issuer).port);
      const judged = async () => {
        const books = await readBooks({ stage, issuerPort, dataFolder }, orderIds, { startedAt, stock });
        return { events: [...events, ...books], violations: violationsOf([...events, ...books]) };
      };
      const deadline = Date.now() + 1000 * patienceSeconds;
      let last = await judged();
      for (; last.violations.length > 0 && Date.now() < deadline; last = await judged()) await pause(5_000);
      if (file !== undefined) await writeFile(file, linesOf(last.events));
      return last;
    },
  };
}
