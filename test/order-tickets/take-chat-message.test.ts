import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-tickets/take-chat-message.handler.ts';
import { takeChatMessage } from '../../lambdas/order-tickets/take-chat-message.ts';
import { messageIdOf } from '../../lambdas/tickets/open-ticket.ts';
import { isSignedNow, signedHeaders } from '../../lambdas/webhooks/signature.ts';
import { aContext, anHttpRequest, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { stubSecret } from '../stub-secret.ts';
import { ticketPortsInMemory } from '../tickets/ticket-ports.ts';

const secret = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV';
beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
});

describe('the signature of a message of the chat', () => {
  const body = Buffer.from('{"conversation":"c-1","text":"Hi"}');
  const headers = signedHeaders('m-1', body.toString(), [{ secret: `whsec_${secret}` }], new Date(noon));
  const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);

  it('is that of Standard Webhooks, with the secret however it is written', () => {
    expect(isSignedNow(headers, body, secret, after(10))).toBe(true);
    expect(isSignedNow(headers, body, `whsec_${secret}`, after(10))).toBe(true);
  });

  it.each([
    ['it is old', headers, body, secret, 301],
    ['it is from the future', headers, body, secret, -301],
    ['the body is another', headers, Buffer.from('{}'), secret, 10],
    ['it has another id', { ...headers, 'webhook-id': 'm-2' }, body, secret, 10],
    ['the secret is another', headers, body, 'A'.repeat(48), 10],
    ['there is none', {}, body, secret, 10],
  ])('does not hold where %s', (_, given, bytes, key, seconds) => {
    expect(isSignedNow(given, bytes, key, after(seconds))).toBe(false);
  });

  it.each(['', 'whsec_', `=${secret}`, 'A'.repeat(31)])(
    'is none with a secret that anybody could guess: "%s"',
    (key) => {
      // An HMAC takes no key for one of zeros.
      const forged = signedHeaders('m-1', body.toString(), [{ secret: `whsec_${'A'.repeat(48)}` }], new Date(noon));
      expect(() => isSignedNow(forged, body, key, after(10))).toThrow('24 bytes');
    },
  );

  it('is demanded by the route, which says nothing else to who has none', async () => {
    stubSecret(secret);
    vi.useFakeTimers({ now: new Date(noon), toFake: ['Date'] });
    const answer = await handler(anHttpRequest({ json: { conversation: 'c-1', text: 'Hi' } }), aContext());
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('webhook-refused');
    vi.useRealTimers();
  });
});

describe('a message of the chat', () => {
  const ports = () => ({ ...ticketPortsInMemory(), findOrderMeant: vi.fn(async () => ({ claimed: 'K7Q4XW2R9' })) });
  const message = (text: string) => ({
    conversation: 'c-1',
    text,
    locale: 'ja' as const,
    customer: { email: 'ada@example.com', isVerified: false },
  });

  it('opens one ticket a conversation, and is taken once however often it is told', async () => {
    const chat = ports();
    await Promise.all([1, 2, 3].map(() => takeChatMessage('m-1', message('Hi'), chat)));
    await takeChatMessage('m-2', message('Where is it?'), chat);
    await takeChatMessage('m-2', message('Where is it?'), chat);

    const record = await chat.tickets.find(messageIdOf('chat', 'c-1'));
    expect(record?.ticket).toMatchObject({ channel: 'CHAT', locale: 'ja', claimedOrder: 'K7Q4XW2R9' });
    expect(record?.ticket.orderId).toBeUndefined();
    expect(record?.messages.map(({ text }) => text).toSorted()).toEqual(['Hi', 'Where is it?']);
  });

  it('is taken in, though its subject ends in the middle of a character', async () => {
    const chat = ports();
    await takeChatMessage('m-1', message(`${'a'.repeat(118)}😀 is not here`), chat);
    expect((await chat.tickets.find(messageIdOf('chat', 'c-1')))?.ticket.subject).toBe(`${'a'.repeat(118)}…`);
  });

  it('goes on with the conversation that another message opens at the same moment', async () => {
    const chat = ports();
    await Promise.all(['a', 'b', 'c'].map((id) => takeChatMessage(id, message(id), chat)));
    const record = await chat.tickets.find(messageIdOf('chat', 'c-1'));
    expect(record?.messages.map(({ text }) => text).toSorted()).toEqual(['a', 'b', 'c']);
  });
});
