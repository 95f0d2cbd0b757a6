import { decimalAmount } from './format.ts';
import type { Notice } from './notice.ts';
import type { OrderStatusMarkup } from './notices/notice-record.ts';
import { oneLine } from './one-line.ts';

/**
 * The order as schema.org's `Order` in JSON-LD, and what has been shipped of it as `ParcelDelivery`, for mail programs
 * that show it beside the mail (https://developers.google.com/workspace/gmail/markup/reference/order); of its lines the
 * first ones. It says nothing that the mail does not, and nothing of a person. Safe within a script element: it can
 * neither end it nor open a comment in it.
 */
export function orderMarkup(notice: Notice, status: OrderStatusMarkup | undefined, lines: number): string {
  const { order, shop, pageUrl } = notice;
  const { number, createdAt, currency: priceCurrency, total } = order;
  const price = (amount: number) => ({ price: decimalAmount(amount, priceCurrency), priceCurrency });
  const markup = {
    '@context': 'http://schema.org',
    '@type': 'Order',
    merchant: { '@type': 'Organization', name: oneLine(shop.name), ...(shop.site !== undefined && { url: shop.site }) },
    orderNumber: number,
    url: pageUrl,
    orderDate: createdAt,
    ...(status && { orderStatus: `http://schema.org/${status}` }),
    ...price(total),
    acceptedOffer: order.lines.slice(0, lines).map(({ name, sku, quantity, unitPrice }) => ({
      '@type': 'Offer',
      itemOffered: { '@type': 'Product', name: oneLine(name), sku: oneLine(sku) },
      ...price(unitPrice),
      eligibleQuantity: { '@type': 'QuantitativeValue', value: quantity },
    })),
  };
  const parcel = parcelMarkup(notice, lines);
  return JSON.stringify(parcel === undefined ? markup : [markup, parcel]).replace(
    /[<>&]/g,
    (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
  );
}

/** What has left the warehouse, where the notice is of that. */
function parcelMarkup({ order: { number, shipment }, shop }: Notice, lines: number) {
  if (shipment === undefined) return undefined;
  const { carrier, trackingNumber } = shipment;
  return {
    '@context': 'http://schema.org',
    '@type': 'ParcelDelivery',
    ...(carrier !== undefined && { carrier: { '@type': 'Organization', name: oneLine(carrier) } }),
    ...(trackingNumber !== undefined && { trackingNumber: oneLine(trackingNumber) }),
    itemShipped: shipment.lines.slice(0, lines).map(({ name, sku }) => ({
      '@type': 'Product',
      name: oneLine(name),
      sku: oneLine(sku),
    })),
    partOfOrder: {
      '@type': 'Order',
      orderNumber: number,
      merchant: { '@type': 'Organization', name: oneLine(shop.name) },
    },
  };
}
