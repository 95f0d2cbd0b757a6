import { vi } from 'vitest';
import type { OpenTicketPorts } from '../../lambdas/tickets/open-ticket.ts';
import { serviceCalendar } from '../../lambdas/tickets/service-calendar.ts';
import { ticketTable } from '../../lambdas/tickets/ticket-table.ts';
import { noon } from '../builders.ts';
import { aShop } from '../shop/a-brand.ts';

/** A clock that a test sets. */
export interface TestClock {
  now: Date;
}

/** What tickets touch, over the store in memory, in office hours in London. */
export function ticketPortsInMemory(clock: TestClock = { now: new Date(noon) }) {
  return {
    tickets: ticketTable(),
    requestErrands: vi.fn(async () => {}),
    calendar: { ...serviceCalendar(aShop), timeZone: 'Europe/London' },
    clock: () => clock.now,
    pause: async () => {},
    retentionDays: 30,
    hasHelpdesk: false,
    customerHash: async (address: string) => `hash of ${address.toLowerCase()}`,
  } satisfies OpenTicketPorts;
}
