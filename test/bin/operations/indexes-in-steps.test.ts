import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type TablesTemplate, withNextIndexes } from '../../../bin/operations/indexes-in-steps.ts';

type Deployed = TablesTemplate & { readonly Parameters?: object };

const indexesOf = (template: TablesTemplate, table: string) =>
  (template.Resources[table]?.Properties?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName);

/** A stack with these tables, each with these indexes. */
function aStack(tables: Readonly<Record<string, readonly string[]>>): Deployed {
  const properties = (indexes: readonly string[]) => ({
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: ['pk', ...new Set(indexes.flatMap(keysOf))].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((IndexName) => ({
        IndexName,
        KeySchema: keysOf(IndexName).map((AttributeName) => ({ AttributeName })),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  });
  return {
    Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>' } },
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      ...Object.fromEntries(
        Object.entries(tables).map(([name, indexes]) => [
          name,
          { Type: 'AWS::DynamoDB::Table', Properties: properties(indexes) },
        ]),
      ),
    },
  };
}

/** Two indexes share an attribute, as `openShard` might be. */
const keysOf = (index: string) => [index === 'b' ? 'shardOf-a' : `shardOf-${index}`, `since-${index}`];

it('makes one index of a table after the other, down to the last, and changes nothing else', () => {
  const names = ['a', 'b', 'c', 'd'];
  const tables = fc.dictionary(fc.constantFrom('Orders', 'Payments', 'Stock'), fc.subarray(names), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(
      tables,
      fc.dictionary(fc.constantFrom('Orders', 'Payments', 'New'), fc.subarray(names)),
      (old, release) => {
        const wanted = aStack(release);
        let deployed = aStack(old);
        for (
          let next = withNextIndexes(deployed, wanted);
          next !== undefined;
          next = withNextIndexes(deployed, wanted)
        ) {
          for (const table of Object.keys(old)) {
            const made = indexesOf(next, table).filter((index) => !indexesOf(deployed, table).includes(index));
            expect(made.length).toBeLessThanOrEqual(1);
            const defined = next.Resources[table]?.Properties?.AttributeDefinitions?.map(
              ({ AttributeName }) => AttributeName,
            );
            // DynamoDB refuses an attribute that no key has, one that is missing, and one that is named twice.
            expect(defined?.toSorted()).toEqual(['pk', ...new Set(indexesOf(next, table).flatMap(keysOf))].toSorted());
          }
          expect(Object.keys(next.Resources)).toEqual(Object.keys(deployed.Resources));
          expect({ ...next, Resources: undefined }).toEqual({ ...deployed, Resources: undefined });
          deployed = next;
        }
        for (const table of Object.keys(old)) {
          const left = indexesOf(wanted, table).filter((index) => !indexesOf(deployed, table).includes(index));
          expect(left.length).toBeLessThanOrEqual(1);
          expect(indexesOf(deployed, table).slice(0, old[table]?.length)).toEqual(old[table]);
        }
      },
    ),
  );
});
