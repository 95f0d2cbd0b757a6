import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { fromStream } from '../../lambdas/runtime/stream.ts';
import { aContext } from '../builders.ts';

const record = (sku: string | undefined, SequenceNumber: string): DynamoDBRecord => ({
  dynamodb: { SequenceNumber, ...(sku !== undefined && { NewImage: { sku: { S: sku } } }) },
});

describe("a stream's consumer", () => {
  it('looks once at each thing that changed, and reports the first change of each that failed', async () => {
    const seen: string[] = [];
    const handler = fromStream(
      ({ dynamodb }) => dynamodb?.NewImage?.sku?.S,
      async (sku) => {
        seen.push(sku);
        if (sku === 'B') throw new Error('no');
      },
    );
    const Records = [record('A', '1'), record('B', '2'), record(undefined, '3'), record('B', '4'), record('A', '5')];

    expect(await handler({ Records }, aContext())).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(seen).toEqual(['A', 'B']);
  });
});
