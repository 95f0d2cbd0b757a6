import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { productTable } from '../../lambdas/products/product-table.ts';
import { aProduct } from '../builders.ts';

const client = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  client.reset();
});

describe('the catalogue', () => {
  it('finds any number of products, at most 100 a call, and leaves out what it does not have', async () => {
    const skus = Array.from({ length: 250 }, (_, index) => `S${index}`);
    client.on(BatchGetCommand).callsFake(({ RequestItems }) => ({
      Responses: {
        products: RequestItems.products.Keys.map(itemOf).filter(({ sku }: { sku: string }) => sku !== 'S7'),
      },
    }));

    const products = await productTable('products').findProducts(skus);

    expect([...products.keys()].sort()).toEqual(skus.filter((sku) => sku !== 'S7').sort());
    expect(keysAsked()).toEqual([100, 100, 50]);
  });

  it('asks again for what DynamoDB left unread', async () => {
    client
      .on(BatchGetCommand)
      .resolvesOnce({
        Responses: { products: [itemOf({ pk: 'SKU#A' })] },
        UnprocessedKeys: { products: { Keys: [{ pk: 'SKU#B', sk: 'PRODUCT' }] } },
      })
      .resolvesOnce({ Responses: { products: [itemOf({ pk: 'SKU#B' })] } });

    const products = await productTable('products').findProducts(['A', 'B']);

    expect([...products.keys()]).toEqual(['A', 'B']);
    expect(keysAsked()).toEqual([2, 1]);
  });

  it('gives up, instead of taking a product for unknown, when DynamoDB never reads it', async () => {
    client.on(BatchGetCommand).resolves({ UnprocessedKeys: { products: { Keys: [{ pk: 'SKU#A', sk: 'PRODUCT' }] } } });

    await expect(productTable('products').findProducts(['A'])).rejects.toThrow('left items unread');
  });

  it('is not asked for nothing', async () => {
    expect(await productTable('products').findProducts([])).toEqual(new Map());
    expect(keysAsked()).toEqual([]);
  });
});

function itemOf({ pk }: { pk: string }) {
  return { pk, sk: 'PRODUCT', ...aProduct({ sku: pk.slice('SKU#'.length) }) };
}

function keysAsked(): readonly (number | undefined)[] {
  return client.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.products?.Keys?.length);
}
