import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { holdSeconds } from './hold.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import { ofPartition } from './partitions.ts';
import type { Stage } from './stages.ts';
import { actionsOfOrdersIndex, actionsOfPersonsIndex, type Tables } from './tables.ts';

/** What telling the story of an order connects. */
export interface OrderStoryProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly workflow: OrderWorkflow;
}

/** Tells staff all that is known of an order. */
export class OrderStory extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, workflow }: OrderStoryProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const story = api.serve(this, 'getOrderStory', {
      timeout: Duration.seconds(20),
      environment: {
        HOLD_SECONDS: String(holdSeconds(stage)),
        CONSOLE_URL: `https://${region}.${ofPartition(this, 'console')}`,
      },
    });
    workflow.grantReadExecution(story);
    tables.orders.grant(story, 'Query');
    tables.payments.grant(story, 'GetItem');
    tables.stockMovements.grant(story, 'Query');
    tables.orderEvents.grant(story, 'Query');
    tables.webhooks.grant(story, 'Query', 'BatchGetItem');
    tables.orderNotes.grant(story, 'Query');
    tables.foresight.grant(story, 'GetItem');

    tables.audit.grant(story, 'BatchGetItem');
    tables.audit.grantIndex(story, actionsOfOrdersIndex);

    const reveal = api.serve(this, 'revealCustomer', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.orders.grant(reveal, 'Query');

    const actions = api.serve(this, 'listActions', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.audit.grant(actions, 'Query', 'BatchGetItem');
    for (const index of [actionsOfOrdersIndex, actionsOfPersonsIndex]) tables.audit.grantIndex(actions, index);

    const addNote = api.serve(this, 'addNote', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.orders.grant(addNote, 'GetItem');
    tables.orderNotes.grant(addNote, 'GetItem', 'PutItem');
  }
}
