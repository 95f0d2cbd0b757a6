import { describe, expect, it } from 'vitest';
import { type DeployedResource, deployed } from './deployed-resources.ts';
import { stageContexts, synthesised } from './synthesised.ts';

const { resources } = deployed(synthesised(stageContexts.prod).templates);
const streams = resources.filter(
  ({ type, properties }) => type === 'AWS::Lambda::EventSourceMapping' && properties.StartingPosition !== undefined,
);

/** A filter's pattern, as far as ours go: an empty list of a kind that it does not ask about is none. */
interface Pattern {
  readonly eventName: readonly string[];
  readonly dynamodb: { readonly Keys: { readonly sk: { readonly S: readonly { readonly prefix: string }[] } } };
}

/** The mappings of the stream of a table, by the function that each calls. */
function mappingsOf(table: string): ReadonlyMap<string, DeployedResource> {
  const ofTable = streams.filter(({ properties }) => String(properties.EventSourceArn).includes(table));
  return new Map(
    ofTable.map((mapping) => [
      /Follow\w+?(?=[A-F0-9]{8})/.exec(String(mapping.properties.FunctionName))?.[0] ?? '',
      mapping,
    ]),
  );
}

/** The functions that are called for a change of an item. */
function calledFor(table: string, item: string, how: string): readonly string[] {
  return [...mappingsOf(table)].flatMap(([name, { properties }]) => {
    const { Filters } = properties.FilterCriteria as { Filters: readonly { readonly Pattern: string }[] };
    const patterns = Filters.map(({ Pattern }) => JSON.parse(Pattern) as Pattern);
    const isAbout = ({ eventName, dynamodb }: Pattern) =>
      eventName.includes(how) && dynamodb.Keys.sk.S.some(({ prefix }) => item.startsWith(prefix));
    return patterns.some(isAbout) ? [name] : [];
  });
}

describe('a change', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['TablesOrders', 'CONTENT#000', 'INSERT', ['FollowInBulk']],
    ['TablesOrders', 'CONTENT#001', 'INSERT', []],
    ['TablesOrders', 'ORDER', 'INSERT', ['FollowInBulk']],
    ['TablesOrders', 'ORDER', 'MODIFY', ['FollowOrders', 'FollowInBulk']],
    ['TablesOrders', 'ORDER', 'REMOVE', []],
    ['TablesOrders', 'SHIPMENT#s1', 'INSERT', ['FollowOrders']],
    ['TablesOrders', 'SHIPMENT#s1', 'MODIFY', ['FollowOrders']],
    ['TablesOrders', 'NOTICE#order-confirmed#email', 'INSERT', ['FollowInBulk']],
    ['TablesOrders', 'NOTICE#order-confirmed#email', 'MODIFY', ['FollowInBulk']],
    ['TablesOrders', 'RESEND#r1', 'INSERT', ['FollowInBulk']],
    ['TablesOrders', 'RETURN#r1', 'INSERT', []],
    ['TablesPayments', 'PAYMENT', 'INSERT', ['FollowOrders']],
    ['TablesPayments', 'PAYMENT#2', 'MODIFY', ['FollowOrders']],
    ['TablesPayments', 'NOTIFICATION#evt', 'INSERT', []],
    ['TablesPayments', 'PAYMENT', 'REMOVE', []],
  ])('of %s, %s (%s) is followed by %j', (table, item, how, followers) => {
    expect(calledFor(table, item, how).toSorted()).toEqual(followers.toSorted());
  });

  it('of how an order stands waits for no others, one of its payment for a second, and what nobody waits for some more', () => {
    const windows = (table: string) =>
      [...mappingsOf(table)].map(([name, { properties }]) => [name, properties.MaximumBatchingWindowInSeconds ?? 0]);
    expect(Object.fromEntries(windows('TablesOrders'))).toEqual({ FollowOrders: 0, FollowInBulk: 5 });
    expect(windows('TablesPayments')).toEqual([['FollowOrders', 1]]);
  });

  it('is followed until it is, and of a batch that failed only those that did again', () => {
    for (const { properties } of [...mappingsOf('TablesOrders').values(), ...mappingsOf('TablesPayments').values()]) {
      expect(properties).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        StartingPosition: 'TRIM_HORIZON',
      });
      expect(properties.MaximumRecordAgeInSeconds ?? -1).toBe(-1);
    }
  });
});

it('a stream has no more than the two consumers that DynamoDB bears', () => {
  const consumers = Map.groupBy(streams, ({ properties }) => String(properties.EventSourceArn));
  expect(consumers.size).toBeGreaterThanOrEqual(3);
  for (const [stream, mappings] of consumers) expect([stream, mappings.length <= 2]).toEqual([stream, true]);
});
