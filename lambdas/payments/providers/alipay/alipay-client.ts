import { AlipayRequestError } from 'alipay-sdk';
import * as z from 'zod/mini';
import type { Clock } from '../../../runtime/clock.ts';
import { ProviderUnavailable } from '../../payment-errors.ts';
import { completeAt } from '../../settlement-day.ts';
import { zipEntries } from '../../zip-entries.ts';
import { type AlipayAccount, UnsignedAnswer } from './alipay-account.ts';
import { alipayTime } from './alipay-time.ts';

/** A day's bill is a file. */
const billTimeoutMilliseconds = 12_000;

/** Answers that go away: not available now, and too many calls. */
const passingCodes: readonly string[] = ['20000', '40005'];

/** Errors that go away: Alipay's own, one of them misspelt there. */
const passingErrors = /^(?:A[CQ][CQ]\.SYSTEM_ERROR|SYSTEM_ERROR|isp\..*|aop\..*)$/;

/** In the answer about a bill, of a day on which nothing happened, or before the bill is made. */
const noBill = /(?:^|\.)bill_not_exist$/i;

/** What Alipay answered, and signed. Names in camel case. */
export interface AlipayAnswer {
  /** Undefined when it did as asked. */
  readonly error?: string;
  readonly body: unknown;
}

const Envelope = z.object({ code: z.string(), subCode: z.optional(z.string()) });
const BillAddress = z.object({ billDownloadUrl: z.url() });

/**
 * Asks Alipay: signs the request, verifies the answer.
 * @param common parameters beside the content, such as `notify_url`
 * @throws ProviderUnavailable when there is no answer, or none to be believed
 * @throws Error when Alipay does not accept our keys or rights: a fault of the configuration
 */
export async function askAlipay(
  { sdk }: AlipayAccount,
  clock: Clock,
  method: string,
  content: Readonly<Record<string, unknown>>,
  common: Readonly<Record<string, string>> = {},
): Promise<AlipayAnswer> {
  let body: unknown;
  try {
    body = await sdk.exec(
      method,
      // The SDK would take this machine's time zone.
      { ...common, timestamp: alipayTime(clock()), bizContent: content },
      { validateSign: true },
    );
  } catch (error) {
    if (error instanceof UnsignedAnswer && error.claim?.startsWith('isv.')) throw misconfigured(error.claim);
    // The SDK's errors carry whole answers, with whom they are about: only their messages leave.
    const isTold = error instanceof UnsignedAnswer || error instanceof AlipayRequestError;
    throw unavailable(isTold ? error.message : `no answer to ${method}`);
  }
  const { data: envelope } = z.safeParse(Envelope, body);
  if (envelope === undefined) throw unavailable(`the answer to ${method} is malformed`);
  const { code, subCode } = envelope;
  if (code === '10000') return { body };

  const error = subCode ?? code;
  if (noBill.test(error)) return { error, body };
  if (passingCodes.includes(code) || passingErrors.test(error)) throw unavailable(`answers ${code} ${error}`);
  if (code !== '40004') throw misconfigured(error);
  return { error, body };
}

/**
 * The details of the bill of a day in China, CSV; undefined when nothing was paid or given back on it.
 * @throws ProviderUnavailable also while the bill is not ready
 */
export async function downloadTradeBill(
  account: AlipayAccount,
  clock: Clock,
  day: string,
): Promise<string | undefined> {
  const method = 'alipay.data.dataservice.bill.downloadurl.query';
  const { error, body } = await askAlipay(account, clock, method, { bill_type: 'trade', bill_date: day });
  if (error !== undefined) {
    if (!noBill.test(error)) throw new Error(`Alipay gives no bill of ${day}: ${error}`);
    if (clock() < completeAt('alipay', day)) throw unavailable(`the bill of ${day} is not ready`);
    return undefined;
  }
  const { data: address } = z.safeParse(BillAddress, body);
  if (address === undefined) throw unavailable('the answer about a bill is malformed');
  return detailsOf(await download(address.billDownloadUrl));
}

/** The provider cannot be asked, or not believed. */
export function unavailable(detail: string): ProviderUnavailable {
  return new ProviderUnavailable('alipay', detail);
}

function misconfigured(error: string): Error {
  return new Error(`Alipay does not accept our keys or rights: ${error}`);
}

/** The address is good for half a minute, and needs no signature. */
async function download(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(billTimeoutMilliseconds) });
    if (response.ok) return Buffer.from(await response.arrayBuffer());
  } catch {}
  throw unavailable('a bill cannot be downloaded');
}

/**
 * Of a bill's files, of which others add it up, the one with the single payments. Names and contents are in a Chinese
 * encoding.
 */
function detailsOf(archive: Buffer): string {
  const text = new TextDecoder('gb18030');
  try {
    for (const { name, content } of zipEntries(archive)) {
      const fileName = text.decode(name);
      if (fileName.includes('业务明细') && !fileName.includes('汇总')) return text.decode(content());
    }
  } catch {}
  throw unavailable('a bill is malformed');
}
