import { randomBytes } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { linkDays } from '../../lambdas/orders/page-link.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { documents, outputs } from './cloud.ts';
import { accessToken, call, ended, submit } from './storefront.ts';

const { apiUrl } = inject('service');

/** What the functions call is the same for all (test/order-page); here is seen what nobody has thought of. */
const mostApart = 1.5;
const rounds = 40;
/** A machine that others use is measured for longer, not judged sooner. */
const mostRounds = 200;

describe('a link that leads nowhere', () => {
  it('takes as long as any other, whatever is wrong with it, and has the same answer', async () => {
    const sku = await onSale();
    const tokens = await Promise.all(Array.from({ length: 4 }, () => aToken(sku)));
    const [one, other, tooOld, revoked] = tokens as [Token, Token, Token, Token];
    await makeOld(tooOld.orderId);
    await revoke(revoked.orderId);
    const kinds: Readonly<Record<string, () => string>> = {
      'of two orders': () => `${one.token.slice(0, 10)}${other.token.slice(10)}`,
      'too old': () => tooOld.token,
      revoked: () => revoked.token,
      tampered: () => tampered(one.token),
      guessed: () => randomBytes(19).toString('base64url'),
    };
    const times = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]));
    const answers = new Set<string>();

    for (let round = 1; round <= mostRounds; round++) {
      // In another order each time, so that what the machine does meanwhile befalls all of them.
      for (const kind of shuffled(Object.keys(kinds))) {
        const begun = performance.now();
        const answer = await fetch(`${apiUrl}/o/${kinds[kind]?.()}`);
        const html = await answer.text();
        times.get(kind)?.push(performance.now() - begun);
        answers.add(JSON.stringify([answer.status, html, [...answer.headers].filter(([name]) => name !== 'date')]));
      }
      if (round % rounds === 0 && apart(times) < mostApart) break;
    }

    expect([...answers].filter((answer) => !answer.startsWith('[404,'))).toEqual([]);
    expect(new Set([...answers].map(withoutIds)).size).toBe(1);
    expect(apart(times), JSON.stringify([...times].map(([kind, each]) => [kind, median(each)]))).toBeLessThan(
      mostApart,
    );
  });
});

interface Token {
  readonly orderId: string;
  readonly token: string;
}

/** The link to the page of an order that has its answer. */
async function aToken(sku: string): Promise<Token> {
  const { body } = await submit(anOrderOf(sku));
  const orderId = String(body.id);
  await ended(orderId);
  return { orderId, token: String(body.statusUrl).split('/').at(-1) ?? '' };
}

async function makeOld(orderId: string): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: outputs.OrdersTable,
      Key: { pk: `ORDER#${orderId}`, sk: 'ORDER' },
      UpdateExpression: 'SET createdAt = :at',
      ExpressionAttributeValues: { ':at': new Date(Date.now() - (linkDays + 1) * 86_400_000).toISOString() },
    }),
  );
}

async function revoke(orderId: string): Promise<void> {
  const token = await accessToken('back-office', 'orders:staff');
  expect((await call('POST', `/orders/${orderId}/status-url-revocation`, { token })).status).toBe(204);
}

function tampered(token: string): string {
  const at = 12;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

/** By how much the slowest kind is slower than the quickest, in the middle. */
function apart(times: ReadonlyMap<string, readonly number[]>): number {
  const medians = [...times.values()].map(median);
  return Math.max(...medians) / Math.min(...medians);
}

function median(of: readonly number[]): number {
  return [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN;
}

function shuffled<Of>(all: readonly Of[]): readonly Of[] {
  return all
    .map((one) => ({ one, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

/** The gateway gives each answer an id of its own. */
function withoutIds(answer: string): string {
  return answer.replaceAll(/\["(?:apigw-requestid|x-amzn-requestid|x-amz-[\w-]+)","[^"]*"\],?/g, '');
}
