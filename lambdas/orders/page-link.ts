import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { haveSecretsChanged, secret } from '../runtime/secrets.ts';
import type { Order } from './order.ts';
import { keyIdIn, type PageGrant, type PageKey, pageToken, readPageToken } from './page-token.ts';

const Key = z.object({
  id: z.int().check(z.gte(0), z.lte(127)),
  key: z.string().check(z.minLength(32)),
});

/** The secret: the key that signs, and those that it replaced, whose links are still out there. */
const PageKeys = z.extend(Key, { former: z.optional(z.array(Key)) });

/** What of an order makes the link to its page. */
export type PagedOrder = Pick<Order, 'id' | 'number' | 'pageVersion'>;

/**
 * The address of an order's page. Whoever has it sees the page and may do what its customer may, without signing in.
 * @param isProven for a message to the customer: it shows where the order goes, too
 */
export async function pageUrlOf(order: PagedOrder, { isProven }: Pick<PageGrant, 'isProven'>): Promise<string> {
  return `${environment('API_URL')}/o/${await pageTokenOf(order, { isProven })}`;
}

/** The last part of that address. */
export async function pageTokenOf(order: PagedOrder, { isProven }: Pick<PageGrant, 'isProven'>): Promise<string> {
  const [current] = await pageKeys();
  return pageToken(order, { version: order.pageVersion ?? 0, isProven }, current);
}

/** What a token grants, unless its order's links were revoked since; undefined for one that is none of ours. */
export async function pageGrantOf(token: string): Promise<PageGrant | undefined> {
  const keys = await pageKeys();
  // Another function may know a key that was put there a moment ago.
  const isOfNewKey = !keys.some(({ id }) => id === keyIdIn(token)) && (await haveSecretsChanged());
  return readPageToken(token, isOfNewKey ? await pageKeys() : keys);
}

/** So long after an order was placed its links work: a year, and what a return may take. */
export const linkDays = 400;

/** Whether a link leads to the order that it was made for: no longer once it was revoked, or the order is too old. */
export function leadsTo(
  { version }: Pick<PageGrant, 'version'>,
  { pageVersion = 0, createdAt }: Pick<Order, 'pageVersion' | 'createdAt'>,
  now: Date,
): boolean {
  const oldest = new Date(now.getTime() - linkDays * 86_400_000).toISOString();
  return version === pageVersion && createdAt >= oldest;
}

async function pageKeys(): Promise<readonly [PageKey, ...PageKey[]]> {
  const { former = [], ...current } = z.parse(PageKeys, JSON.parse(await secret(environment('ORDER_PAGE_KEY_ARN'))));
  return [current, ...former];
}
