import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, query } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { ArrivalCheck } from './arrival-check.ts';
import { Night } from './bottlenecks.ts';
import { Checked, ConfirmationTime, ConfirmationTimes } from './confirmation-times.ts';
import { StockOuts } from './stock-outs.ts';
import { Warnings } from './warnings.ts';

/**
 * The Foresight table. By day, forgotten after 400: `BOTTLENECKS` / `<day>`, where its customers lost their time;
 * `CONFIRMATIONS` / `<day>`, how long its orders took. What is made of them: `CONFIRMATIONS` / `FORESEEN`. `WARNINGS` /
 * `NOW`, which alarms will ring; `STOCK_OUTS` / `NOW`, which products run dry; `ARRIVALS` / `NOW`, how arrivals were
 * foreseen.
 */
const partitions = { nights: 'BOTTLENECKS', times: 'CONFIRMATIONS' } as const;
/** Sorts behind every day. */
const foreseenKey = { pk: partitions.times, sk: 'FORESEEN' } as const;

const stockOutsKey = { pk: 'STOCK_OUTS', sk: 'NOW' } as const;
const arrivalsKey = { pk: 'ARRIVALS', sk: 'NOW' } as const;
const warningsKey = { pk: 'WARNINGS', sk: 'NOW' } as const;

const keptDays = 400;

/** How long the orders of a day took, and how that had been foreseen. */
const TimesOfDay = z.object({ day: z.string(), times: z.array(ConfirmationTime), checked: z.optional(Checked) });
export type TimesOfDay = Readonly<z.output<typeof TimesOfDay>>;

/** The functions of the Foresight table. */
export type ForesightTable = ReturnType<typeof foresightTable>;

/** The Foresight table; the only place that knows its keys and expressions. */
export function foresightTable(tableName = environment('FORESIGHT_TABLE')) {
  /** Keeps what was found of a day, in the place of what was found before. */
  async function keepNight(night: Night): Promise<void> {
    await keepOfDay(partitions.nights, night);
  }

  /** What was found of the days from this one on (`2026-11-01`), the oldest first; may be a moment behind. */
  async function nightsSince(day: string): Promise<readonly Night[]> {
    return since(partitions.nights, day, (item) => z.parse(Night, item));
  }

  /** Keeps how long the orders of a day took. */
  async function keepTimesOf(times: TimesOfDay): Promise<void> {
    await keepOfDay(partitions.times, times);
  }

  /** How long orders took, by day, from this day on. */
  async function timesSince(day: string): Promise<readonly TimesOfDay[]> {
    return since(partitions.times, day, (item) => z.parse(TimesOfDay, item));
  }

  /** Keeps what is foreseen from now on. */
  async function keepTimes(times: ConfirmationTimes): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...foreseenKey, ...times } }));
  }

  /** What is foreseen of confirmations; undefined where too little is known. */
  async function findTimes(): Promise<ConfirmationTimes | undefined> {
    return read({ tableName, key: foreseenKey, as: (item) => z.parse(ConfirmationTimes, item), isEventual: true });
  }

  /** Keeps which alarms will ring, in the place of what was foreseen before. */
  async function keepWarnings(warnings: Warnings): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...warningsKey, ...warnings } }));
  }

  /** Which alarms will ring; undefined until somebody has looked. */
  async function findWarnings(): Promise<Warnings | undefined> {
    return read({ tableName, key: warningsKey, as: (item) => z.parse(Warnings, item) });
  }

  /** Keeps which products run dry, in the place of what was found before. */
  async function keepStockOuts(stockOuts: StockOuts): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...stockOutsKey, ...stockOuts } }));
  }

  /** Which products run dry; undefined until somebody has looked. */
  async function findStockOuts(): Promise<StockOuts | undefined> {
    return read({ tableName, key: stockOutsKey, as: (item) => z.parse(StockOuts, item) });
  }

  /** Keeps how arrivals were foreseen, in the place of what was found before. */
  async function keepArrivals(check: ArrivalCheck): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...arrivalsKey, ...check } }));
  }

  /** How arrivals were foreseen; undefined until somebody has counted. */
  async function findArrivals(): Promise<ArrivalCheck | undefined> {
    return read({ tableName, key: arrivalsKey, as: (item) => z.parse(ArrivalCheck, item), isEventual: true });
  }

  async function keepOfDay(pk: string, of: { readonly day: string }): Promise<void> {
    const expiresAt = Date.parse(of.day) / 1000 + keptDays * 86_400;
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { pk, sk: of.day, ...of, expiresAt } }));
  }

  async function since<Of>(pk: string, day: string, as: (item: unknown) => Of): Promise<readonly Of[]> {
    const found: Of[] = [];
    const items = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :day AND :last',
      ExpressionAttributeValues: { ':pk': pk, ':day': day, ':last': '9999' },
    });
    for await (const item of items) found.push(as(item));
    return found;
  }

  return {
    ...{ keepNight, nightsSince, keepTimesOf, timesSince, keepTimes, findTimes },
    ...{ keepWarnings, findWarnings, keepStockOuts, findStockOuts },
    ...{ keepArrivals, findArrivals },
  };
}
