import type * as z from 'zod/mini';
import { type WebhookTable, webhookTable } from '../webhooks/webhook-table.ts';
import { shownEndpoint, type WebhookEndpointView } from './webhook-endpoint.ts';

/** The endpoints of a storefront, as the API shows them. */
export async function listEndpoints(
  storefront: string,
  { endpointsOf }: Pick<WebhookTable, 'endpointsOf'> = webhookTable(),
): Promise<readonly z.output<typeof WebhookEndpointView>[]> {
  return (await endpointsOf(storefront)).map(shownEndpoint);
}
