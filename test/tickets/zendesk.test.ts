import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isZendesks, ZendeskKeys, zendesk } from '../../lambdas/tickets/helpdesk/zendesk.ts';
import type { TicketMessage } from '../../lambdas/tickets/ticket.ts';
import { noon } from '../builders.ts';
import { aTicket } from './a-ticket.ts';

const keys = { url: 'https://shop.zendesk.example', email: 'a@shop.example', apiToken: 't', webhookSecret: 'secret' };
const message: TicketMessage = { id: 'm-1', at: noon, from: 'CUSTOMER', channel: 'PAGE', text: 'Broken' };

/** A Zendesk that keeps tickets, and may lose an answer once it has done what was asked. */
function aZendesk() {
  const tickets: { id: number; external_id: string; comments: { message: string; public: boolean; body: string }[] }[] =
    [];
  const zendesk = { tickets, losesNext: false, keys: new Map<string, object>() };
  async function ask(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> {
    const { pathname, searchParams } = new URL(String(input));
    const answer = () => {
      const body = init.body === undefined ? undefined : JSON.parse(String(init.body)).ticket;
      const [, id, what] = /^\/api\/v2\/tickets(?:\/(\d+))?(\/audits)?\.json$/.exec(pathname) ?? [];
      const known = tickets.find((ticket) => String(ticket.id) === id);
      const commented = () => ({
        message: body.metadata.message,
        public: body.comment.public,
        body: body.comment.body,
      });
      if (init.method === 'GET' && what)
        return { audits: known?.comments.map((one) => ({ metadata: { custom: { message: one.message } } })) };
      if (init.method === 'GET')
        return { tickets: tickets.filter((ticket) => ticket.external_id === searchParams.get('external_id')) };
      if (known !== undefined) {
        known.comments.push(commented());
        return { ticket: { id: known.id } };
      }
      const key = new Headers(init.headers).get('idempotency-key') ?? '';
      const made = zendesk.keys.get(key) ?? { ticket: { id: tickets.length + 1 } };
      if (!zendesk.keys.has(key))
        tickets.push({ id: tickets.length + 1, external_id: body.external_id, comments: [commented()] });
      zendesk.keys.set(key, made);
      return made;
    };
    const said = answer();
    if (zendesk.losesNext && init.method !== 'GET') {
      zendesk.losesNext = false;
      throw new TypeError('socket hang up');
    }
    return Response.json(said);
  }
  return { ...zendesk, zendesk, ask: ask as typeof fetch };
}

describe('what is handed to Zendesk', () => {
  it('is a ticket with its first message, and further ones as its comments; each once, though an answer was lost', async () => {
    const there = aZendesk();
    const { handOver } = zendesk(keys, there.ask);
    const ticket = aTicket({ requester: { email: 'ada@example.com' } });
    const second = { ...message, id: 'm-2', text: 'And the other' };
    for (const one of [message, second]) {
      there.zendesk.losesNext = true;
      await expect(handOver(ticket, one)).rejects.toThrow('socket hang up');
      expect(await handOver(ticket, one)).toBe('1');
      expect(await handOver({ ...ticket, helpdeskId: '1' }, one)).toBe('1');
    }
    expect(there.tickets).toMatchObject([
      { external_id: ticket.id, comments: [{ message: 'm-1', public: true }, { message: 'm-2' }] },
    ]);
  });

  it('that is for the team stays for the team there', async () => {
    const there = aZendesk();
    await zendesk(keys, there.ask).handOver(aTicket(), { ...message, isInternal: true });
    expect(there.tickets[0]?.comments[0]?.public).toBe(false);
  });

  it('is told by its status when it is refused, and by no word of the customer', async () => {
    const refusing = (async () => Response.json({ error: 'ada@example.com' }, { status: 422 })) as typeof fetch;
    await expect(zendesk(keys, refusing).handOver(aTicket(), message)).rejects.toThrow(/^Zendesk answered 422 to GET$/);
  });
});

describe('the signature of Zendesk’s webhook', () => {
  const body = Buffer.from('{"ticket":"…"}');
  const signed = (timestamp: string, secret = 'secret') => ({
    'x-zendesk-webhook-signature-timestamp': timestamp,
    'x-zendesk-webhook-signature': createHmac('sha256', secret).update(timestamp).update(body).digest('base64'),
  });
  const now = new Date(noon);

  it('is its own, of a moment ago', () => {
    expect(isZendesks(signed('2026-11-23T11:59:30Z'), body, 'secret', now)).toBe(true);
  });

  it.each([
    ['is of another secret', signed('2026-11-23T11:59:30Z', 'other'), body],
    ['is old', signed('2026-11-23T11:54:00Z'), body],
    ['has no time', signed('soon'), body],
    ['is of another body', signed('2026-11-23T11:59:30Z'), Buffer.from('{}')],
    ['is not there', {}, body],
  ])('is none that %s', (_, headers, bytes) => {
    expect(isZendesks(headers, bytes, 'secret', now)).toBe(false);
  });

  it('is verified with no secret that everybody knows: an empty one is a fault of who has put it there', () => {
    expect(ZendeskKeys.safeParse(keys).success).toBe(true);
    expect(ZendeskKeys.safeParse({ ...keys, webhookSecret: '' }).success).toBe(false);
  });
});
