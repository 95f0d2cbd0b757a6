import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  above,
  absent,
  atLeast,
  atMost,
  below,
  type ItemChange,
  including,
  oneOf,
  present,
  smallerThan,
  tryWrite,
  writesTo,
} from '../../lambdas/runtime/dynamodb-write.ts';

interface Thing {
  readonly status: 'NEW' | 'OLD';
  readonly size?: number;
  readonly tags?: ReadonlySet<string>;
  readonly timeline?: readonly string[];
}

const key = { pk: 'THING#1', sk: 'THING' };
const things = writesTo<Thing>('things');
const change = (of: ItemChange<Thing>) => things.update(key, of).Update;

describe('an update', () => {
  it('sets, adds, removes and appends, each name and value by a placeholder: "status" and "size" are reserved words', () => {
    expect(
      change({ set: { status: 'OLD' }, append: { timeline: ['aged'] }, add: { size: -2 }, remove: ['tags'] }),
    ).toEqual({
      TableName: 'things',
      Key: key,
      UpdateExpression: 'SET #status = :v0, #timeline = list_append(#timeline, :v1) ADD #size :v2 REMOVE #tags',
      ExpressionAttributeNames: { '#status': 'status', '#timeline': 'timeline', '#size': 'size', '#tags': 'tags' },
      ExpressionAttributeValues: { ':v0': 'OLD', ':v1': ['aged'], ':v2': -2 },
    });
  });

  it.each<[string, ItemChange<Thing>, string]>([
    ['only sets', { set: { status: 'NEW', size: 1 } }, 'SET #status = :v0, #size = :v1'],
    ['only adds, 0 too', { add: { size: 0 } }, 'ADD #size :v0'],
    ['only removes', { remove: ['size', 'tags'] }, 'REMOVE #size, #tags'],
    ['only appends', { append: { timeline: [] } }, 'SET #timeline = list_append(#timeline, :v0)'],
    ['leaves what is undefined as it is', { set: { status: 'NEW', size: undefined } }, 'SET #status = :v0'],
  ])('that %s has no empty part', (_what, of, expression) => {
    expect(change(of).UpdateExpression).toBe(expression);
  });

  it('that only removes brings no values, which DynamoDB refuses when they are empty', () => {
    expect(change({ remove: ['size'] })).toEqual({
      TableName: 'things',
      Key: key,
      UpdateExpression: 'REMOVE #size',
      ExpressionAttributeNames: { '#size': 'size' },
    });
  });

  it.each<ItemChange<Thing>>([{}, { set: {}, add: {}, remove: [], append: {} }, { set: { size: undefined } }])(
    'that changes nothing is a fault: %j',
    (of) => {
      expect(() => change({ ...of, when: { size: 1 } })).toThrow('an update of things that changes nothing');
    },
  );

  it('brings the item as it stood where it is refused, only if it is asked to', () => {
    const of = { set: { size: 1 }, when: { size: 2 } };

    expect(things.update(key, of, { showItem: true }).Update).toHaveProperty(
      'ReturnValuesOnConditionCheckFailure',
      'ALL_OLD',
    );
    expect(things.update(key, of).Update).not.toHaveProperty('ReturnValuesOnConditionCheckFailure');
  });
});

describe('a condition', () => {
  const conditionOf = (when: ItemChange<Thing>['when']) => {
    const { ConditionExpression, ExpressionAttributeValues } = change({ remove: ['tags'], when });
    return { condition: ConditionExpression, values: Object.values(ExpressionAttributeValues ?? {}) };
  };

  it.each<[ItemChange<Thing>['when'], string, unknown[]]>([
    [{ size: 3 }, '#size = :v0', [3]],
    [{ size: 0 }, '#size = :v0', [0]],
    [{ size: undefined }, 'attribute_not_exists(#size)', []],
    [{ pk: absent }, 'attribute_not_exists(#pk)', []],
    [{ pk: present }, 'attribute_exists(#pk)', []],
    [{ status: oneOf(['NEW', 'OLD']) }, '#status IN (:v0, :v1)', ['NEW', 'OLD']],
    [{ size: atLeast(3) }, '#size >= :v0', [3]],
    [{ size: atMost(3) }, '#size <= :v0', [3]],
    [{ size: below(3) }, '#size < :v0', [3]],
    [{ size: above(3) }, '#size > :v0', [3]],
    [{ tags: smallerThan(3) }, 'size(#tags) < :v0', [3]],
    [{ tags: including('a') }, 'contains(#tags, :v0)', ['a']],
    [
      { status: 'NEW', size: atLeast(1), tags: absent },
      '#status = :v0 AND #size >= :v1 AND attribute_not_exists(#tags)',
      ['NEW', 1],
    ],
    [
      [{ pk: absent }, { status: 'NEW', size: 1 }],
      'attribute_not_exists(#pk) OR #status = :v0 AND #size = :v1',
      ['NEW', 1],
    ],
  ])('of %j reads %s', (when, condition, values) => {
    expect(conditionOf(when)).toEqual({ condition, values });
  });

  it.each<[ItemChange<Thing>['when']]>([[undefined], [{}], [[]], [[{ size: 1 }, {}]]])('of %j is none', (when) => {
    expect(conditionOf(when)).toMatchObject({ condition: undefined });
  });
});

describe('a write by itself', () => {
  const client = mockClient(DynamoDBDocumentClient);
  beforeEach(() => {
    client.reset();
  });

  it('puts a whole item where its condition holds', async () => {
    const write = things.put({ ...key, status: 'NEW' }, { pk: absent });

    expect(await tryWrite(write)).toBe(true);
    expect(client.commandCalls(PutCommand).map(({ args: [{ input }] }) => input)).toEqual([
      {
        TableName: 'things',
        Item: { ...key, status: 'NEW' },
        ConditionExpression: 'attribute_not_exists(#pk)',
        ExpressionAttributeNames: { '#pk': 'pk' },
      },
    ]);
  });

  it('puts a whole item over whatever is there when there is no condition', () => {
    expect(things.put({ ...key, status: 'NEW' })).toEqual({
      Put: { TableName: 'things', Item: { ...key, status: 'NEW' } },
    });
  });

  it('updates an item', async () => {
    const write = things.update(key, { set: { size: 1 } });

    expect(await tryWrite(write)).toBe(true);
    expect(client.commandCalls(UpdateCommand).map(({ args: [{ input }] }) => input)).toEqual([write.Update]);
  });

  it('says so when its condition does not hold', async () => {
    client.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' }));

    expect(await tryWrite(things.update(key, { set: { size: 1 } }))).toBe(false);
  });

  it('lets every other failure through', async () => {
    client.on(PutCommand).rejects(new TypeError('socket'));

    await expect(tryWrite(things.put({ ...key, status: 'NEW' }))).rejects.toThrow('socket');
  });
});
