/** What one unit of a line of the bill costs, and where that is said. */
interface Price {
  /** US$ a unit. */
  readonly usd: number;
  readonly source: string;
}

/** The day on which the prices were looked up. */
export const pricesAsOf = '2026-11-23';

const pricing = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

/**
 * What AWS charges in us-east-1, first tier, without free tiers. Messages to customers are counted but stand apart from
 * the total: what is sent, and where to, is the shop's choice (text messages: by country and part, so without a price).
 */
export const prices = {
  'state transitions': { usd: 25 / 1e6, source: pricing('step-functions') },
  'Express executions': { usd: 1 / 1e6, source: pricing('step-functions') },
  'Express GB-seconds': { usd: 0.00001667, source: pricing('step-functions') },
  'HTTP API requests': { usd: 1 / 1e6, source: pricing('api-gateway') },
  'Lambda requests': { usd: 0.2 / 1e6, source: pricing('lambda') },
  'Lambda GB-seconds': { usd: 0.0000133334, source: pricing('lambda') },
  'DynamoDB write units': { usd: 0.625 / 1e6, source: pricing('dynamodb') },
  'DynamoDB read units': { usd: 0.125 / 1e6, source: pricing('dynamodb') },
  'SQS requests': { usd: 0.4 / 1e6, source: pricing('sqs') },
  'EventBridge events': { usd: 1 / 1e6, source: pricing('eventbridge') },
  'log bytes': { usd: 0.5 / 1e9, source: pricing('cloudwatch') },
  'X-Ray traces': { usd: 5 / 1e6, source: pricing('xray') },
} as const satisfies Readonly<Record<string, Price>>;

/** A line of the bill. */
export type BillLine = keyof typeof prices;

/** How much of each line something uses. */
export type Usage = Readonly<Partial<Record<BillLine, number>>>;

/** Every line, in the order of the list. */
export const billLines = Object.keys(prices) as readonly BillLine[];

/** What the usage costs, in US$, line by line. */
export function bill(
  usage: Usage,
): readonly { readonly line: BillLine; readonly count: number; readonly usd: number }[] {
  return billLines.flatMap((line) => {
    const count = usage[line] ?? 0;
    // What two sums of fractions leave of nothing is nothing.
    return Math.abs(count) < 1e-9 ? [] : [{ line, count, usd: count * prices[line].usd }];
  });
}

/** What the usage costs altogether, in US$. */
export function total(usage: Usage): number {
  return bill(usage).reduce((sum, { usd }) => sum + usd, 0);
}

/** The line that costs most. */
export function costDriver(usage: Usage): BillLine | undefined {
  return bill(usage).reduce<ReturnType<typeof bill>[number] | undefined>(
    (most, entry) => (most === undefined || entry.usd > most.usd ? entry : most),
    undefined,
  )?.line;
}

/** What the first uses beyond the second. */
export function without(usage: Usage, part: Usage): Usage {
  return sumOf([usage, Object.fromEntries(bill(part).map(({ line, count }) => [line, -count]))]);
}

/** The usages together. */
export function sumOf(usages: readonly Usage[]): Usage {
  const sum: Partial<Record<BillLine, number>> = {};
  for (const usage of usages) for (const { line, count } of bill(usage)) sum[line] = (sum[line] ?? 0) + count;
  return sum;
}
