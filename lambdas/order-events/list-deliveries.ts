import type * as z from 'zod/mini';
import { cursorOf, endIn, KeyText } from '../runtime/cursor.ts';
import type { WebhookTable } from '../webhooks/webhook-table.ts';
import { webhookTable } from '../webhooks/webhook-table.ts';
import type { WebhookDeliveryPage } from './webhook-endpoint.ts';

/**
 * A page of the messages to an endpoint, the latest happenings first.
 * @param cursor the `next` of the page before: the time and id of its last message
 * @throws Problem malformed-request
 */
export async function listDeliveries(
  endpointId: string,
  limit: number,
  cursor: string | undefined,
  { deliveries }: Pick<WebhookTable, 'deliveries'> = webhookTable(),
): Promise<z.output<typeof WebhookDeliveryPage>> {
  const page: z.output<typeof WebhookDeliveryPage>['deliveries'] = [];
  const before = cursor === undefined ? undefined : endIn(cursor, KeyText);
  for await (const { body: _, subject: _s, ...delivery } of deliveries(endpointId, before)) {
    if (page.length === limit) {
      const last = page.at(-1);
      return { deliveries: page, next: cursorOf(`${last?.time}#${last?.id}`) };
    }
    page.push(delivery);
  }
  return { deliveries: page };
}
