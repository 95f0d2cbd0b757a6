import { parcelNotices } from '../../carriers/parcel-notices.ts';
import { type ExampleOrder, few, type NoticeExamples } from './example-order.ts';

const lines = few.map(({ sku, name, quantity }) => ({ sku, name, quantity }));
const shipment = { carrier: 'Royal Mail', trackingNumber: 'AB 1234 5678 9GB', lines, toFollow: [] };
const example: ExampleOrder = { lines: few, payment: 'CAPTURED', shipment };

/** Each notice of a parcel, by its event. */
export const parcelExamples: NoticeExamples = {
  ...Object.fromEntries(Object.values(parcelNotices).map((event) => [event, example])),
  'parcel-delivered-without-carrier': { ...example, shipment: { lines, toFollow: [] } },
};

/** The examples of one of them. */
export const examplesOfParcel = (event: string): NoticeExamples =>
  Object.fromEntries(Object.entries(parcelExamples).filter(([name]) => name.startsWith(event)));
