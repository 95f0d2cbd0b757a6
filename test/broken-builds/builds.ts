import type { RuleName } from '../../local/history/promises.ts';

/** A build that is broken on purpose: a line of the source, what stands in its place, and which rule must catch it. */
export interface BrokenBuild {
  readonly name: string;
  readonly file: string;
  readonly line: string;
  readonly instead: string;
  readonly caughtBy: RuleName;
}

/** Each takes away one of the things on which a promise rests. */
export const brokenBuilds = [
  {
    name: 'a reservation without its condition',
    file: 'lambdas/inventory/stock-counters.ts',
    line: 'when: { ...enough, ...guard },',
    instead: 'when: { ...guard },',
    caughtBy: 'no more units are promised than there are',
  },
  {
    name: 'a notice without its send-once marker',
    file: 'lambdas/orders/notice-marker-table.ts',
    line: 'if (await write(orderId, { ...marker, attempt }, isFree)) return undefined;',
    instead: 'if (await write(orderId, { ...marker, attempt })) return undefined;',
    caughtBy: 'nobody is told twice',
  },
  {
    name: 'an execution of a random name',
    file: 'lambdas/order-workflow/start-workflow.ts',
    line: 'name: orderId,',
    instead: 'name: crypto.randomUUID(),',
    caughtBy: 'an order has one execution, of its own name',
  },
] as const satisfies readonly BrokenBuild[];

/**
 * The source with the line replaced.
 * @throws Error unless the line is there once: then the build would not be broken
 */
export function broken({ file, line, instead }: BrokenBuild, source: string): string {
  const parts = source.split(line);
  if (parts.length !== 2) throw new Error(`${file} has the line ${parts.length - 1} times: ${line}`);
  return parts.join(instead);
}
