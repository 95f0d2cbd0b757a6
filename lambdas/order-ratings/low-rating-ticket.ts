import type { OrderContent } from '../orders/order.ts';
import { type OpenTicketPorts, openTicket } from '../tickets/open-ticket.ts';
import { lowStars, mostStars, type Rating } from './rating.ts';

/** Has somebody of the shop look into a low rating, once; of another nothing. */
export async function openTicketOf(
  { orderId, stars, text }: Rating,
  { locale, storefront }: Pick<OrderContent, 'locale' | 'storefront'>,
  ports?: OpenTicketPorts,
): Promise<void> {
  if (stars > lowStars) return;
  const subject = `${'★'.repeat(stars)}${'☆'.repeat(mostStars - stars)}`;
  await openTicket(
    {
      ...{ opener: 'ratings', key: orderId, channel: 'SERVICE', category: 'RATING', severity: 'HIGH' },
      ...{ subject, locale, orderId, storefront },
      message: { text: text === undefined ? subject : `${subject}\n${text}`, from: 'CUSTOMER' },
    },
    ports,
  );
}
