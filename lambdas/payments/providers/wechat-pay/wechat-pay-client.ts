import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Clock } from '../../../runtime/clock.ts';
import { environment } from '../../../runtime/environment.ts';
import { ProviderUnavailable } from '../../payment-errors.ts';
import { preferredPlatformKey } from './wechat-pay-merchant.ts';
import type { WeChatPayMerchant } from './wechat-pay-secret.ts';
import { authorization, signatureFault } from './wechat-pay-signature.ts';

const timeoutMilliseconds = 5_000;

/** A day's bill is a file. With the question for its address it must come within the function's twenty seconds. */
const billTimeoutMilliseconds = 12_000;

/** Errors that go away: WeChat Pay's own, a refund's (`BIZERR_NEED_RETRY`), and too many calls. */
const passing: readonly string[] = [
  'SYSTEMERROR',
  'BANKERROR',
  'FREQUENCYLIMIT',
  'FREQUENCYLIMITED',
  'FREQUENCYLIMITEXCEED',
  'RATELIMITEXCEEDED',
  'BIZERRNEEDRETRY',
];

/** What WeChat Pay answered, and signed. */
export interface WeChatPayAnswer {
  /**
   * Undefined when it did as asked. Without underscores: its documents write ORDERPAID and ORDER_PAID for one and the
   * same.
   */
  readonly error?: string;
  readonly body: unknown;
}

const ErrorBody = z.object({ code: z.string() });
const Bill = z.object({ download_url: z.url(), hash_type: z.literal('SHA1'), hash_value: z.string() });

/**
 * Asks WeChat Pay: signs the request, verifies the answer.
 * @param target path and query
 * @throws ProviderUnavailable when there is no answer, or none to be believed
 * @throws Error when WeChat Pay does not accept our keys or rights: a fault of the configuration
 */
export async function askWeChatPay(
  merchant: WeChatPayMerchant,
  clock: Clock,
  method: 'GET' | 'POST',
  target: string,
  content?: unknown,
): Promise<WeChatPayAnswer> {
  const url = new URL(target, environment('WECHAT_PAY_BASE_URL'));
  const body = content === undefined ? '' : JSON.stringify(content);
  const { status, headers, bytes } = await send(merchant, clock, method, url, body, timeoutMilliseconds);
  const parsed = parsedJson(bytes);
  const error = status === 200 || status === 204 ? undefined : errorCode(parsed);

  if (status === 429 || status >= 500 || (error !== undefined && passing.includes(error))) {
    throw unavailable(`answers ${status} ${error ?? ''}`);
  }
  // Not signed, perhaps: it may not know whom to sign for.
  if (error === 'SIGNERROR') throw new Error('WeChat Pay does not accept our signature');
  const fault = signatureFault(headers, bytes, merchant.platformKeys, clock());
  if (fault !== undefined) throw unavailable(`an answer is not to be believed: ${fault}`);
  if (error === 'NOAUTH') throw new Error('WeChat Pay does not give us the right to do this');
  return error === undefined ? { body: parsed } : { error, body: parsed };
}

/**
 * The bill of a day in China, CSV; undefined when nothing was paid or given back on it.
 * @throws ProviderUnavailable also while the bill is not ready (from 10:00 of the next day in China)
 */
export async function downloadTradeBill(
  merchant: WeChatPayMerchant,
  clock: Clock,
  day: string,
): Promise<string | undefined> {
  const { error, body } = await askWeChatPay(
    merchant,
    clock,
    'GET',
    `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`,
  );
  if (error === 'NOSTATEMENTEXIST') return undefined;
  if (error === 'STATEMENTCREATING') throw unavailable(`the bill of ${day} is not ready`);
  if (error !== undefined) throw new Error(`WeChat Pay gives no bill of ${day}: ${error}`);
  const { data: bill } = z.safeParse(Bill, body);
  if (bill === undefined) throw unavailable('the answer about a bill is malformed');

  const url = new URL(bill.download_url);
  const { status, bytes } = await send(merchant, clock, 'GET', url, '', billTimeoutMilliseconds);
  if (status !== 200) throw unavailable(`the download of a bill answers ${status}`);
  // A download is not signed; the hash is, by the answer that named it.
  if (createHash('sha1').update(bytes).digest('hex') !== bill.hash_value.toLowerCase()) {
    throw unavailable('a bill is not the one that was named');
  }
  return bytes.toString('utf8');
}

/** The provider cannot be asked, or not believed. */
export function unavailable(detail: string): ProviderUnavailable {
  return new ProviderUnavailable('wechat-pay', detail);
}

async function send(
  merchant: WeChatPayMerchant,
  clock: Clock,
  method: string,
  url: URL,
  body: string,
  timeout: number,
): Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }> {
  const timestamp = Math.floor(clock().getTime() / 1000);
  const nonce = randomUUID().replaceAll('-', '');
  const target = url.pathname + url.search;
  const platformKey = preferredPlatformKey(merchant);
  const headers = {
    accept: 'application/json',
    'user-agent': 'order-confirmation',
    ...(platformKey !== undefined && { 'wechatpay-serial': platformKey }),
    authorization: authorization(merchant, { method, target, body, timestamp, nonce }),
    ...(body !== '' && { 'content-type': 'application/json' }),
  };
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      ...(body !== '' && { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), bytes };
  } catch (error) {
    throw unavailable(error instanceof Error ? error.name : 'no answer');
  }
}

function errorCode(body: unknown): string {
  const { data } = z.safeParse(ErrorBody, body);
  return data?.code.replaceAll('_', '') ?? 'UNKNOWN';
}

function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
