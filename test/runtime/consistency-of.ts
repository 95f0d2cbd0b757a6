import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';

/**
 * What is asked for as something is read: whether each request wants no answer that is a moment old. Conditional writes are
 * refused, so that what stands there is read.
 * @param item what every request for one item finds
 */
export async function consistencyOf(read: () => unknown, item?: object): Promise<readonly unknown[]> {
  const asked: unknown[] = [];
  const send = async ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => {
    if (input.ConditionExpression !== undefined) {
      throw new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' });
    }
    if (input.Item !== undefined) return {};
    const { RequestItems = { A: input } } = input;
    for (const request of Object.values(RequestItems as object)) asked.push(request.ConsistentRead);
    return { Item: item, Items: [] };
  };
  Object.assign(dynamodb, { send });
  await read();
  return asked;
}
