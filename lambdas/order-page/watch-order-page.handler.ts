import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import { onEvent } from '../runtime/on-event.ts';
import { watchOrderPage } from './watch-order-page.ts';

/** What a page sends over its connection: it wants to hear of the changes of its order. */
export const handler = onEvent(async ({ requestContext, body }: APIGatewayProxyWebsocketEventV2) => {
  await watchOrderPage(requestContext.connectionId, body);
  return { statusCode: 200 };
});
