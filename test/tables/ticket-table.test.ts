import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Ticket, TicketMessage } from '../../lambdas/tickets/ticket.ts';
import { ticketTable } from '../../lambdas/tickets/ticket-table.ts';
import { noon } from '../builders.ts';
import { aTicket } from '../tickets/a-ticket.ts';
import { aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const later = '2026-11-24T12:00:00.000Z';

onEveryDynamoDb((tables) => {
  const table = () => ticketTable(tables.tickets);
  const aNewTicket = (more: Partial<Ticket> = {}) => aTicket({ id: randomUUID(), ...more });
  const aMessage = (more: Partial<TicketMessage> = {}): TicketMessage => ({
    ...{ id: randomUUID(), at: noon, from: 'CUSTOMER', channel: 'PAGE', text: 'Hello' },
    ...more,
  });
  const positions = { queuedAt: later };

  describe('the tickets', () => {
    it('are written with their message and their places at once, and once', async () => {
      const after = aNewTicket({ orderId: aNewOrderId() });
      const message = aMessage();
      const write = {
        before: undefined,
        after,
        positions,
        message,
        customerHash: randomUUID(),
        mailHash: randomUUID(),
      };
      const outcomes = await atOnce(5, () => table().write(write));
      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
      expect(await table().write(write)).toBe('known');

      expect(await table().find(after.id)).toEqual({ ticket: after, messages: [message] });
      expect(await table().ofOrder(after.orderId ?? aNewOrderId())).toEqual([after.id]);
      expect(await table().ofCustomer(write.customerHash)).toEqual([after.id]);
      expect(await table().ticketOfMail(write.mailHash)).toBe(after.id);
    });

    it('take no change that was made of an earlier revision, nor a message twice', async () => {
      const first = aNewTicket();
      const message = aMessage();
      await table().write({ before: undefined, after: first, positions });
      const next = { before: first, after: { ...first, version: 2 }, positions, message };
      expect(await table().write(next)).toBe('written');
      expect(await table().write({ ...next, message: aMessage() })).toBe('overtaken');
      const current = await table().findTicket(first.id);
      expect(current).toMatchObject({ version: 2, revision: 2 });
      expect(await table().write({ ...next, before: current })).toBe('known');
    });

    it('are listed in their state, those first that are due first; and for the clock as long as it has to see to them', async () => {
      const [soon, late] = [aNewTicket(), aNewTicket()];
      await table().write({
        before: undefined,
        after: late,
        positions: { queuedAt: '2026-11-25', clockAt: '2026-11-24' },
      });
      await table().write({ before: undefined, after: soon, positions: { queuedAt: '2026-11-24' } });

      const ours = (ids: readonly { id: string }[]) =>
        ids.map(({ id }) => id).filter((id) => id === soon.id || id === late.id);
      expect(ours(await table().inState('OPEN', '0', 1_000))).toEqual([soon.id, late.id]);
      expect(await table().dueBy(new Date('2026-11-23T12:00:00Z'))).not.toContain(late.id);
      expect(await table().dueBy(new Date('2026-11-25T12:00:00Z'))).toContain(late.id);
      const read = await table().findTicket(late.id);
      await table().write({ before: read, after: { ...late, state: 'SOLVED' }, positions });
      expect(await table().dueBy(new Date('2030-01-01'))).not.toContain(late.id);
      expect(ours(await table().inState('SOLVED', '0', 1_000))).toEqual([late.id]);
    });

    it('let one only claim the sending of an answer', async () => {
      const ticket = aNewTicket();
      const message = aMessage({ delivery: 'PENDING' });
      await table().write({ before: undefined, after: ticket, positions, message });
      const claim = () => table().recordDelivery(ticket.id, message.id, { from: ['PENDING'], to: 'SENDING', at: noon });
      expect((await atOnce(5, claim)).filter(Boolean)).toHaveLength(1);
      expect(await table().findMessage(ticket.id, message.id)).toMatchObject({ delivery: 'SENDING' });
    });

    it('say nothing of their customer once they are erased, to nobody', async () => {
      const ticket = aNewTicket({ requester: { email: 'ada@example.com' }, subject: 'Ada’s cup' });
      const hash = randomUUID();
      const message = aMessage({ name: 'Ada', text: 'I am Ada', quoted: 'Ada', mailId: 'ada@example.com' });
      await table().write({
        before: undefined,
        after: ticket,
        positions: { queuedAt: later, clockAt: later },
        message,
        customerHash: hash,
      });
      for (let again = 0; again < 2; again++) await table().erase(ticket.id, later, hash);

      expect(JSON.stringify(await table().find(ticket.id))).not.toContain('Ada');
      expect(await table().ofCustomer(hash)).toEqual([]);
      expect(await table().dueBy(new Date('2030-01-01'))).not.toContain(ticket.id);
      expect(await table().findTicket(ticket.id)).toMatchObject({ state: 'CLOSED', erasedAt: later });
    });
  });
});
