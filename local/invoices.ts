import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { projectFolder } from './settings.ts';

/** One line of an invoice, as the shop wrote it: nothing in it is cleaned. */
export interface InvoiceLine {
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  /** Pounds sterling, as a decimal string. */
  readonly unitPrice: string;
}

/** One invoice of the UCI "Online Retail" data set. */
export interface Invoice {
  readonly invoice: string;
  readonly customer: string | null;
  readonly country: string;
  readonly lines: readonly InvoiceLine[];
}

/** The extract that comes with the project. */
export const sampleInvoices = join(projectFolder, 'local', 'data', 'online-retail', 'invoices.ndjson');

/**
 * The invoices of a file with one JSON object a line, compressed if its name ends in `.gz`.
 * @throws Error that names the first line that is no invoice
 */
export async function readInvoices(file = sampleInvoices): Promise<readonly Invoice[]> {
  const invoices: Invoice[] = [];
  const stored = createReadStream(file);
  // Errors of the file itself come out at the end of the pipeline, too.
  const input = file.endsWith('.gz') ? pipeline(stored, createGunzip(), () => {}) : stored;
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== '') invoices.push(invoiceOf(line, `Line ${number} of ${file}`));
  }
  return invoices;
}

function invoiceOf(line: string, where: string): Invoice {
  let invoice: Partial<Invoice> | null = null;
  try {
    invoice = JSON.parse(line);
  } catch {
    // Said below.
  }
  if (typeof invoice?.invoice !== 'string' || !Array.isArray(invoice.lines)) {
    throw new Error(
      `${where} is not an invoice: {invoice, customer, country, lines: [{sku, description, quantity, unitPrice}]}`,
    );
  }
  return invoice as Invoice;
}

/** Whether the invoice gives money back: its number begins with a C, and no storefront would send it as an order. */
export function isCreditNote({ invoice }: Invoice): boolean {
  return invoice.startsWith('C');
}

/**
 * A decimal amount in minor units, exactly: amounts never pass through a floating-point number.
 * @throws RangeError for what is not a decimal, or has a fraction of a minor unit
 *
 * @example minorUnits('2.5') // 250
 */
export function minorUnits(amount: string, digits = 2): number {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  if (whole === '' || /[1-9]/.test(fraction.slice(digits))) throw new RangeError(`${amount} is not an amount of money`);
  const units = Number(`${sign}${whole}${kept}`);
  if (!Number.isSafeInteger(units)) throw new RangeError(`${amount} is not an amount of money`);
  return units === 0 ? 0 : units;
}
