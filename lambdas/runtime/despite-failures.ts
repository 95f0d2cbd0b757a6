import { logger } from './logger.ts';

/**
 * For who does the same for many: one that fails is logged and keeps no other waiting, and all that failed are told of at
 * the end.
 * @param each what the log says of one
 * @param all what is said of all of them, behind their number
 *
 * @example
 * const { attempt, conclude } = despiteFailures({ each: 'thing not watched', all: 'things could not be watched' });
 * for (const id of ids) await attempt({ id }, () => watch(id));
 * conclude();
 */
export function despiteFailures({ each, all }: { readonly each: string; readonly all: string }) {
  const failures: unknown[] = [];

  /** Does it for one, which `name` names in the log. @returns what came of it; undefined where it failed */
  async function attempt<Value>(
    name: object,
    act: () => Promise<Value>,
  ): Promise<{ readonly value: Value } | undefined> {
    try {
      return { value: await act() };
    } catch (error) {
      logger.error(each, { ...name, error: error as Error });
      failures.push(error);
      return undefined;
    }
  }

  /** @throws AggregateError of all that failed */
  function conclude(): void {
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} ${all}`);
  }

  return { attempt, conclude };
}
