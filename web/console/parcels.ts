import type { InputOf, OutputOf } from '../../client/src/client.ts';
import type { Field, Question } from './dialog.ts';
import { type Child, h } from './dom.ts';
import { moment, words } from './format.ts';
import { openLines } from './open-lines.ts';

type Story = OutputOf<'getOrderStory'>;
type Shipment = NonNullable<Story['order']['shipments']>[number];

/** So many lines can be chosen from; of an order with more, all that is left is shipped at once, or by its API. */
const mostLines = 20;

const states = [
  'DELIVERED',
  'ATTEMPT_FAILED',
  'RETURNED',
  'LOST',
  'EXCEPTION',
  'OUT_FOR_DELIVERY',
  'IN_TRANSIT',
] as const satisfies readonly InputOf<'moveShipment'>['body']['state'][];

const label: readonly Field[] = [
  {
    name: 'carrier',
    label: 'Carrier',
    help: 'As customers know it: Royal Mail, UPS, SF Express.',
    maxLength: 100,
    isOptional: true,
  },
  { name: 'service', label: 'Service', maxLength: 100, isOptional: true },
  { name: 'trackingNumber', label: 'Tracking number', maxLength: 100, isOptional: true },
];

const nameOf = ({ id, carrier, trackingNumber }: Shipment) =>
  [carrier, trackingNumber ?? id.slice(0, 8)].filter(Boolean).join(' ');

/** Which shipment is meant: the first choice is the last that left. */
const whichOf = ({ order: { shipments = [] } }: Story): Field => ({
  name: 'shipment',
  label: 'Shipment',
  options: shipments.toReversed().map((one) => [one.id, nameOf(one)]),
});

const hasShipments = ({ order: { shipments = [] } }: Story) => shipments.length > 0;

/** What may be done about the parcels of an order. */
export const parcelActions = [
  {
    id: 'ship',
    label: 'Ship …',
    operation: 'shipUnits' as const,
    isOpen: (story: Story) => story.order.status === 'CONFIRMED' && openLines(story).length > 0,
    ask: (story: Story): Question => {
      const { id, number } = story.order;
      const open = openLines(story);
      const chosen = open.length > mostLines ? [] : open;
      return {
        title: `Ship ${number}`,
        explanation: `${chosen.length === 0 ? 'All that is left of it has' : 'What you name has'} left the warehouse: it leaves the stock, and the customer is told. This cannot be taken back.`,
        fields: [
          ...chosen.map(({ sku, line, left }): Field => {
            return {
              name: `line-${line}`,
              label: `Units of line ${line}, ${sku}`,
              type: 'number',
              value: String(left),
              min: 0,
              max: left,
            };
          }),
          ...label,
        ],
        action: 'Ship it',
        isFinal: true,
        async run(values, { api, idempotencyKey }) {
          const { carrier, service, trackingNumber } = values;
          const lines = chosen
            .map(({ line }) => ({ line, quantity: Number(values[`line-${line}`] ?? 0) }))
            .filter(({ quantity }) => quantity > 0);
          if (chosen.length > 0 && lines.length === 0) throw new Error('Name the units that leave.');
          const body = {
            ...(chosen.length > 0 && { lines }),
            ...(carrier !== undefined && { carrier }),
            ...(service !== undefined && { service }),
            ...(trackingNumber !== undefined && { trackingNumber }),
          };
          await api.shipUnits({ orderId: id, body }, { idempotencyKey });
        },
      };
    },
  },
  {
    id: 'correct-shipment',
    label: 'Correct a shipment …',
    operation: 'changeShipment' as const,
    isOpen: hasShipments,
    ask: (story: Story): Question => ({
      title: `Correct a shipment of ${story.order.number}`,
      explanation:
        'What you leave empty is taken away: without a number its label is void. What was heard of the wrong parcel is forgotten, and the customer gets the right number.',
      fields: [whichOf(story), ...label],
      action: 'Correct it',
      async run({ shipment = '', carrier, service, trackingNumber }, { api }) {
        const body = { carrier: carrier ?? null, service: service ?? null, trackingNumber: trackingNumber ?? null };
        await api.changeShipment({ orderId: story.order.id, shipmentId: shipment, body });
      },
    }),
  },
  {
    id: 'move-shipment',
    label: 'Say where a parcel is …',
    operation: 'moveShipment' as const,
    isOpen: hasShipments,
    ask: (story: Story): Question => ({
      title: `Say where a parcel of ${story.order.number} is`,
      explanation: 'The customer is told as if its carrier had said so.',
      fields: [
        whichOf(story),
        { name: 'state', label: 'It is', options: states.map((state) => [state, words(state)]) },
        { name: 'message', label: 'What the customer reads beside it', maxLength: 200, isOptional: true },
      ],
      action: 'Say so',
      async run({ shipment = '', state, message }, { api }) {
        const body = { state: state as (typeof states)[number], ...(message !== undefined && { message }) };
        await api.moveShipment({ orderId: story.order.id, shipmentId: shipment, body });
      },
    }),
  },
];

/** The parcels of an order, and how each stands. */
export function parcels({ order: { shipments = [] } }: Story): Child {
  if (shipments.length === 0) return undefined;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Parcels'),
    h(
      'ul',
      { class: 'plain-list' },
      shipments.map(({ at, lines, carrier, service, trackingNumber, trackingUrl, parcel }) =>
        h(
          'li',
          {},
          moment(at),
          ' ',
          [carrier, service].filter(Boolean).join(' '),
          ' ',
          trackingUrl === undefined
            ? trackingNumber
            : h('a', { href: trackingUrl, target: '_blank', rel: 'noreferrer' }, trackingNumber),
          h('small', {}, ` ${lines.map(({ line, quantity }) => `${quantity} of line ${line}`).join(', ')}`),
          parcel !== undefined && [h('p', {}, words(parcel.state), ' ', moment(parcel.since))],
        ),
      ),
    ),
  );
}
