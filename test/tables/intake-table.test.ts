import { expect, it } from 'vitest';
import { openIntake } from '../../lambdas/order-intake/intake.ts';
import { intakeTable } from '../../lambdas/order-intake/intake-table.ts';
import { onEveryDynamoDb } from './on-every-dynamodb.ts';

onEveryDynamoDb((tables) => {
  it('the Intake table says that orders are taken until somebody says otherwise, and what was said last', async () => {
    const intake = intakeTable(tables.intake);
    expect(await intake.find()).toEqual(openIntake);

    const drained = { state: 'DRAINED', reason: 'the warehouse moves', retryAfterSeconds: 600 } as const;
    await intake.set(drained);
    expect(await intake.find()).toEqual(drained);
    await intake.set(openIntake);
    expect(await intake.find()).toEqual(openIntake);
  });
});
