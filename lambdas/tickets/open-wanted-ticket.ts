import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { WantedTicket } from '../orders/ticket-queue.ts';
import { ticketPorts } from './change-ticket.ts';
import { customerHash } from './customer-hash.ts';
import { type NewTicket, type OpenTicketPorts, openTicket } from './open-ticket.ts';

/** What opening a ticket that nobody has asked for touches. */
export interface OpenWantedTicketPorts extends OpenTicketPorts {
  readonly orders: Pick<OrderTable, 'find'>;
}

const production = (): OpenWantedTicketPorts => ({ ...ticketPorts(), customerHash, orders: orderTable() });

/** What the team is told of each cause. */
const said: {
  readonly [cause in WantedTicket['cause']]: Pick<NewTicket, 'category' | 'severity' | 'subject'> & { text: string };
} = {
  PARCEL_LOST: {
    ...{ category: 'ARRIVAL', severity: 'HIGH', subject: 'A parcel was lost' },
    text: 'A parcel of this order was lost on its way. Its customer has been told that it is, where the shop tells of that, but not what happens now: send it again, or give their money back, and write to them.',
  },
};

/** Opens the ticket that something which happened to an order asks for, once for each such thing. */
export async function openWantedTicket(
  { orderId, cause, about }: WantedTicket,
  ports: OpenWantedTicketPorts = production(),
): Promise<void> {
  const { order, content } = await ports.orders.find(orderId);
  if (order === undefined || content === undefined) return;
  const { text, ...asked } = said[cause];
  await openTicket(
    {
      ...{ ...asked, opener: cause, key: `${orderId} ${about}`, channel: 'SERVICE', locale: content.locale },
      ...{ orderId, storefront: order.storefront },
      message: { text },
    },
    ports,
  );
}
