import { beforeEach, expect, it, vi } from 'vitest';
import { ringingAlarms } from '../../lambdas/overview/ringing-alarms.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(stubServiceEnvironment);

it('tells of what rings by itself, composite alarms too, the longest first, and not of what they are made of', async () => {
  const alarm = (AlarmName: string, seconds: number, AlarmActions = ['arn:topic']) => ({
    ...{ AlarmName: `order-confirmation-dev-${AlarmName}`, AlarmDescription: `${AlarmName}: do this.` },
    ...{ AlarmActions, StateUpdatedTimestamp: seconds },
  });
  let asked: unknown;
  vi.stubGlobal('fetch', async (request: Request) => {
    asked = await request.json();
    return Response.json({
      MetricAlarms: [
        alarm('FailedOrders', 1_790_000_100),
        alarm('back-office-StockDiffers', 1_790_000_090),
        alarm('operations-ApiBurn1H', 1_790_000_000, []),
      ],
      CompositeAlarms: [alarm('operations-ApiBurnFast', 1_790_000_050)],
    });
  });

  const ringing = await ringingAlarms('order-confirmation-dev-');

  expect(asked).toMatchObject({ AlarmNamePrefix: 'order-confirmation-dev-', StateValue: 'ALARM' });
  expect(ringing).toEqual([
    { name: 'ApiBurnFast', since: '2026-09-21T14:14:10.000Z', description: 'operations-ApiBurnFast: do this.' },
    { name: 'StockDiffers', since: '2026-09-21T14:14:50.000Z', description: 'back-office-StockDiffers: do this.' },
    { name: 'FailedOrders', since: '2026-09-21T14:15:00.000Z', description: 'FailedOrders: do this.' },
  ]);
});
