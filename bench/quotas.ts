/** How orders run: each in a Standard execution, or through the queue in Express executions. */
export const modes = ['standard', 'express'] as const;

/** One of them. */
export type Mode = (typeof modes)[number];

/** What AWS allows, by default, where the quotas are the largest: US East (N. Virginia), US West (Oregon), Europe (Ireland). */
interface Quota {
  readonly what: string;
  /** How much of it there is: a second, or at once. */
  readonly default: number;
  /** The default elsewhere, where that is another. */
  readonly elsewhere?: number;
  /** What to do when it is too little. */
  readonly raise: string;
  readonly source: string;
}

const console = 'ask for more (Service Quotas)';
const stepFunctions = 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html';
const dynamodb = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html';
const lambda = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';

/** Every quota that an order draws on. New accounts have less of those of Lambda, Step Functions and SES. */
export const quotas = {
  'orders let in': {
    what: 'POST /orders a second, by the deploy option',
    default: 150,
    raise: 'npm run deploy -- --orders-per-second N',
    source: 'lib/route-limits.ts',
  },
  'API requests': {
    what: 'HTTP API requests a second',
    default: 10_000,
    elsewhere: 2_500,
    raise: console,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  'Standard starts': {
    what: 'StartExecution a second, Standard',
    default: 300,
    elsewhere: 150,
    raise: `${console}, or the high-volume mode`,
    source: stepFunctions,
  },
  'Standard transitions': {
    what: 'state transitions a second, Standard',
    default: 1_500,
    elsewhere: 500,
    raise: `${console}, or the high-volume mode`,
    source: stepFunctions,
  },
  'task answers': {
    what: 'SendTaskSuccess a second',
    default: 500,
    elsewhere: 300,
    raise: console,
    source: stepFunctions,
  },
  'Express starts': {
    what: 'executions started a second, Express',
    default: 6_000,
    raise: console,
    source: stepFunctions,
  },
  'Express at once': {
    what: 'synchronous Express executions at once (1,000 to 3,700 by region)',
    default: 1_000,
    raise: console,
    source: stepFunctions,
  },
  'Lambda at once': { what: 'Lambda environments at once', default: 1_000, raise: console, source: lambda },
  'queue batches at once': {
    what: 'batches of a queue that Lambda handles at once',
    default: 1_000,
    raise: 'provisioned mode of the event source',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  },
  'write units of a table': {
    what: 'write units a second of the table that needs most, on demand',
    default: 40_000,
    raise: console,
    source: dynamodb,
  },
  'read units of a table': {
    what: 'read units a second of the table that needs most, on demand',
    default: 40_000,
    raise: console,
    source: dynamodb,
  },
  'write units of a hot SKU': {
    what: 'write units a second of one item, for the SKU that most orders want',
    default: 1_000,
    raise: 'spread its stock over shards (docs/hot-items.md)',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html',
  },
  'e-mails': {
    what: 'SES messages a second; each account has its own quota, 14 is a common first one',
    default: 14,
    raise: 'ask SES for more; until then mails wait, orders do not',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html',
  },
} as const satisfies Readonly<Record<string, Quota>>;

/** The name of a quota. */
export type QuotaName = keyof typeof quotas;

/** Every quota. */
export const quotaNames = Object.keys(quotas) as readonly QuotaName[];

/** What an order draws, as the meter counts it, and how long things take. */
export interface OrderDemand {
  readonly requests: number;
  readonly transitions: number;
  readonly taskAnswers: number;
  readonly emails: number;
  /** Seconds of Lambda environments, over all functions that an order runs. */
  readonly lambdaSeconds: number;
  /** How long an Express execution takes. */
  readonly expressSeconds: number;
  /** Units of the table that needs most. */
  readonly writeUnits: number;
  readonly readUnits: number;
}

/** Which share of the orders want the same SKU, and over how many shards its stock is spread. */
export interface HotSku {
  readonly share: number;
  readonly shards: number;
}

/** What one quota has to give at a rate of orders. */
export interface Need {
  readonly quota: QuotaName;
  readonly need: number;
  readonly have: number;
  readonly binds: boolean;
}

/** A transaction writes a stock item for two units. */
const unitsOfReservation = 2;
/** How many orders the queue gives at once. */
const batch = 10;

/** What so many orders a second need of each quota that the mode draws on, the tightest first. */
export function needs(
  rate: number,
  mode: Mode,
  order: OrderDemand,
  { share, shards }: HotSku,
  have: Readonly<Partial<Record<QuotaName, number>>> = {},
): readonly Need[] {
  const standard = {
    'Standard starts': 1,
    'Standard transitions': order.transitions,
    'task answers': order.taskAnswers,
  };
  const express = {
    'Express starts': 1,
    'Express at once': order.expressSeconds,
    'queue batches at once': order.expressSeconds / batch,
  };
  const ofOrder: Readonly<Partial<Record<QuotaName, number>>> = {
    'orders let in': 1,
    'API requests': order.requests,
    ...(mode === 'standard' ? standard : express),
    'Lambda at once': order.lambdaSeconds,
    'write units of a table': order.writeUnits,
    'read units of a table': order.readUnits,
    'write units of a hot SKU': (unitsOfReservation * share) / shards,
    'e-mails': order.emails,
  };
  return quotaNames
    .flatMap((quota) => {
      const each = ofOrder[quota];
      if (each === undefined) return [];
      const need = each * rate;
      const allowed = have[quota] ?? quotas[quota].default;
      return [{ quota, need, have: allowed, binds: need > allowed }];
    })
    .sort((a, b) => b.need / b.have - a.need / a.have);
}

/** The highest rate of orders that nothing binds, and what binds first. */
export function ceiling(...[mode, order, hot, have]: Tail<Parameters<typeof needs>>): {
  readonly rate: number;
  readonly quota: QuotaName;
} {
  const [tightest] = needs(1, mode, order, hot, have);
  if (tightest === undefined) throw new Error('an order draws on nothing');
  return { rate: tightest.have / tightest.need, quota: tightest.quota };
}

type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;

/** The defaults of the other regions. */
export const elsewhere: Readonly<Partial<Record<QuotaName, number>>> = Object.fromEntries(
  quotaNames.flatMap((name) => {
    const quota: Quota = quotas[name];
    return quota.elsewhere === undefined ? [] : [[name, quota.elsewhere]];
  }),
);
