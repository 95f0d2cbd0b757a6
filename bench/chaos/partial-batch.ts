import type { AwsCall, WholeRequest } from './aws-call.ts';

/** A batch of which only a part is handed on. */
export interface PartialBatch {
  /** What the service is asked; nothing where none of it goes through. */
  readonly forwarded: object | undefined;
  /** The whole batch's answer, made of that of its part. */
  readonly answerOf: (answer: object) => object;
}

type Split = (request: Record<string, unknown>) => PartialBatch;

/** How each operation that takes a batch says what it did not do. */
const splits: Readonly<Record<string, Split>> = {
  'dynamodb BatchGetItem': ofTables('UnprocessedKeys', ({ Keys = [], ...rest }: { Keys?: object[] }) => {
    const [kept, left] = halves(Keys);
    return [
      { ...rest, Keys: kept },
      { ...rest, Keys: left },
    ];
  }),
  'dynamodb BatchWriteItem': ofTables('UnprocessedItems', (requests: object[]) => halves(requests)),
  'events PutEvents': ({ Entries }) => ({
    forwarded: undefined,
    answerOf: () => ({
      FailedEntryCount: (Entries as object[]).length,
      Entries: (Entries as object[]).map(() => ({ ErrorCode: 'InternalFailure', ErrorMessage: 'injected' })),
    }),
  }),
  'sqs SendMessageBatch': ({ Entries, ...rest }) => {
    const [kept, left] = halves(Entries as { Id: string }[]);
    const failed = left.map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError', Message: 'injected' }));
    return {
      forwarded: kept.length === 0 ? undefined : { ...rest, Entries: kept },
      answerOf: (answer) => ({ ...answer, Failed: failed }),
    };
  },
};

/** Whether the operation takes a batch that may be done in part. */
export function isPartial({ service, operation }: Pick<AwsCall, 'service' | 'operation'>): boolean {
  return `${service} ${operation}` in splits;
}

/** Cuts a batch: its first half is done, the rest is not. */
export function partialBatch({ service, operation }: AwsCall, { body }: Pick<WholeRequest, 'body'>): PartialBatch {
  const split = splits[`${service} ${operation}`];
  if (split === undefined) throw new Error(`${service} ${operation} takes no batch`);
  return split(JSON.parse(body.toString('utf8')));
}

/** DynamoDB's batches are lists by table. */
function ofTables<Requests extends object>(unprocessed: string, cut: (requests: Requests) => readonly object[]): Split {
  return ({ RequestItems, ...rest }) => {
    const cuts = Object.entries(RequestItems as Record<string, Requests>).map(
      ([table, requests]) => [table, cut(requests)] as const,
    );
    // DynamoDB names no table of which all was done: to ask for none of it again would be refused.
    const left = Object.fromEntries(cuts.flatMap(([table, [, left]]) => (left && isSome(left) ? [[table, left]] : [])));
    return {
      forwarded: { ...rest, RequestItems: Object.fromEntries(cuts.map(([table, [kept]]) => [table, kept])) },
      answerOf: (answer) => ({ ...answer, [unprocessed]: left }),
    };
  };
}

function isSome(requests: object): boolean {
  return (Array.isArray(requests) ? requests : (requests as { Keys: object[] }).Keys).length > 0;
}

/** The first half, at least one, and the rest. */
function halves<Item>(items: readonly Item[]): readonly [readonly Item[], readonly Item[]] {
  const half = Math.ceil(items.length / 2);
  return [items.slice(0, half), items.slice(half)];
}
