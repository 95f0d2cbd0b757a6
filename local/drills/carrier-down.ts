import { randomUUID } from 'node:crypto';
import { until } from '../../bin/operations/until.ts';
import { parcelOf } from '../../lambdas/carriers/parcel-status.ts';
import type { OrderRecord } from '../../lambdas/orders/order-table.ts';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import { controlCarriers } from '../carriers.ts';
import { type Drill, howMany, switchUse, type TrainingCloud } from './drill.ts';

const parcels = 2;
const [carrier, downSeconds] = ['UPS', 150];

/** Whoever follows parcels is away: their customers' pages stand still, and catch up by themselves. */
export const carrierDown: Drill = {
  title: 'whoever follows parcels tells nothing for a while',
  told: [
    `Support calls: the pages of ${carrier} parcels stand still. The log of AskAboutDueParcels says "no answer about a parcel", answers 503.`,
    `EasyPost's status page says: an outage, mended in ${downSeconds} seconds.`,
    'Have customers told on their pages that tracking is not current, and nobody that a parcel is late; see that all is as before afterwards.',
  ],
  runbook: 'docs/runbooks/operator.md#parcels-do-not-move',
  minutes: 15,
  async begin(cloud) {
    const { issuerPort } = cloud;
    const ids: string[] = [];
    for (let parcel = 0; parcel < parcels; parcel++) ids.push(await travelling(cloud));
    await controlCarriers(issuerPort, 'mode', { down: true });
    const backAt = Date.now() + downSeconds * 1000;
    const timer = setTimeout(() => controlCarriers(issuerPort, 'mode', { down: false }), downSeconds * 1000);
    for (const id of ids) await scanned(cloud, id, 'OUT_FOR_DELIVERY');

    const use = () => switchUse('carrier-down', (target) => target === carrier || target === 'easypost', backAt);
    const haveCaughtUp = () => howMany(cloud, ids, (record) => stateOf(record) === 'OUT_FOR_DELIVERY');
    return {
      isOver: async () => (await haveCaughtUp()) === parcels && !(await use()).isOn,
      async lessons() {
        const { wasOn, isOn } = await use();
        const caughtUp = await haveCaughtUp();
        const toldLate = await howMany(cloud, ids, ({ notices }) =>
          notices.some(({ event }) => event === 'order-delayed'),
        );
        return [
          {
            what: `a switch carrier-down was ${wasOn ? 'on' : 'not on'} when the carrier came back`,
            isRight: wasOn,
            better: `npm run ops -- switch on carrier-down ${carrier} says on each page that tracking is not current, and keeps the silence from making orders late.`,
          },
          {
            what: `it is ${isOn ? 'still on' : 'off'}`,
            isRight: !isOn,
            better: 'As long as it is on nobody asks about a parcel: turn it off, or on with --until.',
          },
          {
            what: `${caughtUp} of ${parcels} parcels have caught up`,
            isRight: caughtUp === parcels,
            better:
              'Within five minutes of the end of the switch each parcel is asked about: there is nothing to do by hand.',
          },
          {
            what: `${toldLate} customers were told that their order is late`,
            isRight: toldLate === 0,
            better: 'What nobody hears of is not late yet.',
          },
        ];
      },
      async takeAway() {
        clearTimeout(timer);
        await controlCarriers(issuerPort, 'mode', { down: false });
        for (const target of [carrier, 'easypost']) {
          const off = { kind: 'carrier-down', target, state: 'OFF', reason: 'the drill is over' };
          await cloud.desk('PUT', '/operations/switches', off);
        }
      },
    };
  },
};

/** Places an order, and has its parcel leave and travel. @returns the order's id */
async function travelling(cloud: TrainingCloud): Promise<string> {
  const id = await cloud.place({ payment: { provider: 'sandbox', token: 'sandbox-authorised' } });
  await until('the order to be confirmed', 120, async () => (await cloud.order(id)).order?.status === 'CONFIRMED');
  const trackingNumber = `DRILL${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`;
  await cloud.desk('POST', `/orders/${id}/shipments`, { carrier, trackingNumber });
  // It can be scanned once somebody follows it.
  await until('the parcel to be followed', 300, () => scanned(cloud, id, 'IN_TRANSIT').catch(() => false));
  await until('the parcel to travel', 300, async () => stateOf(await cloud.order(id)) === 'IN_TRANSIT');
  return id;
}

/** Has the carrier scan an order's parcel. */
async function scanned(cloud: TrainingCloud, id: string, state: ParcelState): Promise<boolean> {
  const { shipments } = await cloud.order(id);
  const scan = { provider: 'easypost', number: shipments[0]?.trackingNumber, state };
  await controlCarriers(cloud.issuerPort, 'scan', scan);
  return true;
}

const stateOf = ({ shipments: [shipment] }: OrderRecord) => shipment && parcelOf(shipment).state;
