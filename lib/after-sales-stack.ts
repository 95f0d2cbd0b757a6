import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Carriers } from './carriers.ts';
import { DeliveryPromise } from './delivery-promise.ts';
import { OrderRatings } from './order-ratings.ts';
import { OrderReturnCases } from './order-return-cases.ts';
import { OrderReturns } from './order-returns.ts';
import { ShipmentDesk } from './order-shipment.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';
import { TicketMail } from './ticket-mail.ts';
import { Tickets } from './tickets.ts';

/**
 * What follows an order after its confirmation. A stack beside the service's, which needs nothing of it: a shop that has
 * a system of its own for that leaves it out (`--after-sales off`).
 */
export class AfterSalesStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, service, ...props }: StackProps & { stage: Stage; service: ServiceStack },
  ) {
    super(scope, id, { ...props, description: `Order confirmation (${stage.name}): what follows the confirmation` });
    const { tables, api, links, notifications, orderIndex, alarms, carrierSecrets } = service.capabilities;
    const asked = { stage, tables, api, links, notifications, orderIndex, alarms };
    const tickets = new Tickets(this, 'Tickets', asked);
    new OrderRatings(this, 'OrderRatings', { ...asked, tickets });
    if (stage.supportMail !== 'none') new TicketMail(this, 'TicketMail', { ...asked, tickets });
    new Carriers(this, 'Carriers', { stage, tables, api, notifications, tickets, alarms, secrets: carrierSecrets });
    new ShipmentDesk(this, 'ShipmentDesk', { stage, tables, api, links, notifications, tickets });
    new DeliveryPromise(this, 'DeliveryPromise', { stage, tables, api, links, alarms, notifications });
    new OrderReturns(this, 'OrderReturns', { tables, api, links });
    new OrderReturnCases(this, 'OrderReturnCases', { stage, ...service.capabilities });
  }
}
