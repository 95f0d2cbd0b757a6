import type { Locale } from '../../orders/locale.ts';
import type { OrderLine } from '../../orders/order.ts';
import type { NoticeOrder } from '../notice.ts';

/*
 * What the examples of notices are about: for the gallery (`npm run mail:preview`), the pictures, the approved texts and
 * the tests. Nothing of it is deployed.
 */

/** What an example adds to the order, or changes of it. */
export type ExampleOrder = Pick<NoticeOrder, 'payment'> & Partial<NoticeOrder>;

/** All that a notice may say, by name; the one that bears its event's name stands for it. */
export type NoticeExamples = Readonly<Record<string, ExampleOrder | ((locale: Locale) => ExampleOrder)>>;

/** Invoice 536365 of the UCI data set "Online Retail": names, quantities and prices in pence, 139.12 pounds in all. */
export const invoiceLines: readonly OrderLine[] = (
  [
    ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER', 6, 255],
    ['71053', 'WHITE METAL LANTERN', 6, 339],
    ['84406B', 'CREAM CUPID HEARTS COAT HANGER', 8, 275],
    ['84029G', 'KNITTED UNION FLAG HOT WATER BOTTLE', 6, 339],
    ['84029E', 'RED WOOLLY HOTTIE WHITE HEART.', 6, 339],
    ['22752', 'SET 7 BABUSHKA NESTING BOXES', 2, 765],
    ['21730', 'GLASS STAR FROSTED T-LIGHT HOLDER', 6, 425],
  ] as const
).map(([sku, name, quantity, unitPrice]) => aLine({ sku, name, quantity, unitPrice }));

/** An order of one line. */
export const few = invoiceLines.slice(0, 1);

/** A line with what it comes to. */
export function aLine(line: Omit<OrderLine, 'total'>): OrderLine {
  return { ...line, total: line.quantity * line.unitPrice };
}

/** What is not there of the invoice. */
export const incomplete = {
  backorderedLines: [{ sku: '22752', quantity: 1, expectedAt: '2026-12-04T00:00:00.000Z' }],
  shortages: [{ sku: '21730', name: 'GLASS STAR FROSTED T-LIGHT HOLDER', requested: 9, available: 6 }],
};

/** The page of the order of an example, at the address that an API has by itself. */
export const examplePage = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/o/gAABI0VniavN7wEjRWeJq83vAS';

/** A name of a list as a part of an example's name. */
export const kebab = (words: string) => words.toLowerCase().replaceAll('_', '-');
