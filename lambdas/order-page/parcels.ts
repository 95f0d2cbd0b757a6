import { trackingUrl } from '../carriers/known-carriers.ts';
import { isSilent } from '../carriers/outages.ts';
import { isUnderWay, parcelOf } from '../carriers/parcel-status.ts';
import { oneLine } from '../notifications/one-line.ts';
import type { Parcel } from '../orders/parcel.ts';
import type { StoredShipment } from '../orders/shipment.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';

/** So many parcels are listed, and so many scans of each: the last. */
const [mostParcels, mostScans] = [20, 8];

/** The parcels of an order: with whom each travels, how it stands, and what its carrier said of it. */
export function parcels(view: PageView): Markup | undefined {
  const { snapshot, texts } = view;
  const known = snapshot.shipments.filter((one) => one.carrier ?? one.trackingNumber ?? one.parcel);
  if (known.length === 0) return undefined;
  return html`<h2>${texts.page.shipments}</h2><ul>${known.slice(0, mostParcels).map(
    (shipment) => html`
<li>${view.moment(shipment.at)}<br>${label(shipment, view)}${notCurrent(shipment, view)}${shipment.parcel && standing(shipment.parcel, view)}</li>`,
  )}</ul>`;
}

function label(shipment: StoredShipment, { texts }: PageView): Markup {
  const { carrier, service, trackingNumber } = shipment;
  const url = trackingUrl(shipment);
  const said = html`<span dir="auto">${oneLine([carrier, service, trackingNumber].filter(Boolean).join(' '))}</span>`;
  return url === undefined ? said : html`${said} · <a href="${url}" rel="noreferrer">${texts.page.parcel.track}</a>`;
}

/** That nobody tells of the parcel now: what is said of it is as old as it is. */
function notCurrent(shipment: StoredShipment, { switches = [], texts, now }: PageView): Markup | undefined {
  if (!isUnderWay(parcelOf(shipment).state) || !isSilent(shipment, switches, now)) return undefined;
  return html`<p class="notice">${texts.page.contingency.carrierDown}</p>`;
}

function standing({ state, since, scans }: Parcel, { texts, moment }: PageView): Markup {
  const said = scans.slice(-mostScans).toReversed();
  return html`<br><strong>${texts.page.parcel.states[state]}</strong> · ${moment(since)}
<details><summary>${texts.page.parcel.history}</summary><ul>${said.map(
    ({ at, state, message, place }) => html`
<li>${moment(at)}<br><span dir="auto">${oneLine([message ?? texts.page.parcel.states[state], place].filter(Boolean).join(', '), 200)}</span></li>`,
  )}</ul></details>`;
}
