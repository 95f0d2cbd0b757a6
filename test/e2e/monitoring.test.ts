import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { invoke } from './cloud.ts';
import { eventually } from './eventually.ts';
import { accepted, ended } from './storefront.ts';

const cloudWatch = new CloudWatchClient(clientSettings(inject('service').endpoint));

/** What CloudWatch has of a metric of this stage, of the last hour. */
async function figuresOf(MetricName: string) {
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'OrderConfirmation',
      MetricName,
      Dimensions: [
        { Name: 'service', Value: 'order-confirmation' },
        { Name: 'stage', Value: 'dev' },
      ],
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 60_000),
      Period: 3600,
      Statistics: ['Sum', 'SampleCount', 'Maximum'],
    }),
  );
  return Datapoints;
}

it('what orders come to is a figure of CloudWatch by itself: how many, how soon, and how soon their customers know', async () => {
  const sku = await onSale({ stock: 10 });
  const id = await accepted(anOrderOf(sku));
  expect((await ended(id)).status).toBe('CONFIRMED');

  for (const name of ['OrderConfirmed', 'ConfirmationTime', 'NoticeTime']) {
    const [first] = await eventually(`figures of ${name}`, async () => {
      const found = await figuresOf(name);
      return found.length > 0 && found;
    });
    expect(first?.SampleCount).toBeGreaterThan(0);
    expect(first?.Maximum).toBeGreaterThanOrEqual(0);
  }
});

it('how many orders wait is a figure too, even when none does', async () => {
  expect((await invoke('MeasureOpenOrdersFunction')).error).toBeUndefined();
  const found = await eventually('figures of OpenOrders', async () => {
    const figures = await figuresOf('OpenOrders');
    return figures.length > 0 && figures;
  });
  expect(found[0]?.Maximum).toBeGreaterThanOrEqual(0);
});
