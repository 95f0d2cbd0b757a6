import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OrderReturns } from './order-returns.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';

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
    const { tables, api, links } = service.capabilities;
    new OrderReturns(this, 'OrderReturns', { tables, api, links });
  }
}
