import { expect, it } from 'vitest';
import { switchTable } from '../../lambdas/contingency/switch-table.ts';
import { aSwitch } from '../contingency/a-switch.ts';
import { onEveryDynamoDb } from './on-every-dynamodb.ts';

onEveryDynamoDb((tables) => {
  it('the Intake table has no switch until one is turned, and of two changes of the same the first', async () => {
    const table = switchTable(tables.intake);
    const none = await table.find();
    expect(none.switches).toEqual([]);

    const [one, other] = [aSwitch({ kind: 'intake-drained' }), aSwitch({ kind: 'carrier-down', target: 'UPS' })];
    expect(await table.replace(none, [one])).toBe(true);
    expect(await table.replace(none, [other])).toBe(false);
    const first = await table.find();
    expect(first.switches).toEqual([one]);

    expect(await table.replace(first, [one, other])).toBe(true);
    expect(await table.replace(first, [])).toBe(false);
    expect((await table.find()).switches).toEqual([one, other]);
  });
});
