import { orderEventTypes } from '../order-events/order-event.ts';
import { explainedSchemas } from './explained-schemas.ts';

/**
 * The AsyncAPI 3.0 document (https://www.asyncapi.com/docs/reference/specification/v3.0.0) of the events on the stack's
 * bus, of the same schema as webhooks have.
 */
export function asyncApiDocument() {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Events of the order confirmation service',
      version: '1.0.0',
      description:
        'CloudEvents 1.0 in structured mode, as the detail of EventBridge events of the source `order-confirmation`, whose detail type is the type of event. At least once, in no order: sort by `sequence`.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels: {
      orders: {
        description: 'The EventBridge bus that the output EventBusName names.',
        messages: Object.fromEntries(
          orderEventTypes.map((type) => [
            type.replace('.', '-'),
            { name: type, payload: { $ref: '#/components/schemas/OrderEvent' } },
          ]),
        ),
      },
    },
    operations: { tellOfOrders: { action: 'send', channel: { $ref: '#/channels/orders' } } },
    components: { schemas: { OrderEvent: explainedSchemas().OrderEvent } },
  };
}
