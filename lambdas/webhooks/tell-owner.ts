import { RecipientRefused } from '../notifications/notice-errors.ts';
import { oneLine } from '../notifications/one-line.ts';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import type { RenderedEmail } from '../notifications/rendered-email.ts';
import { sendEmail } from '../notifications/ses.ts';
import { type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import { defaultLocale } from '../orders/locale.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { html } from '../runtime/html.ts';
import { logger } from '../runtime/logger.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import type { OwnersNews, WebhookEndpoint } from './endpoint.ts';
import { patienceMilliseconds } from './retry-schedule.ts';
import { type WebhookTable, webhookTable } from './webhook-table.ts';

/** What telling an owner touches. */
export interface TellOwnerPorts {
  readonly table: Pick<WebhookTable, 'changeEndpoint'>;
  readonly suppressions: Pick<SuppressionTable, 'among'>;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly sendEmail: typeof sendEmail;
  readonly shop: ShopProfile;
  readonly clock: Clock;
}

const production = (): TellOwnerPorts => ({
  table: webhookTable(),
  suppressions: suppressionTable(),
  limits: recipientLimitTable(),
  sendEmail,
  shop: stageShop(),
  clock: systemClock,
});

/**
 * A storefront names whomever it likes as an owner, and an endpoint can be gone as often as it is enabled: an address is
 * told so often a day.
 */
const ownersNewsADay: RecipientLimit = { name: 'webhook-owner', max: 10, days: 1 };

/**
 * Tells the owner of an endpoint by e-mail what they have to know of it, once: sent first and noted then, by whoever
 * holds the endpoint's lease. Cut off between the two it comes twice, which harms nobody; not to come would.
 * @returns false when it could not be sent yet
 */
export async function tellOwner(endpoint: WebhookEndpoint, ports: TellOwnerPorts = production()): Promise<boolean> {
  const { table, sendEmail, shop } = ports;
  const { storefront, id, ownersNews, contactEmail } = endpoint;
  if (ownersNews === undefined) return true;
  if (contactEmail !== undefined && (await mayBeTold(contactEmail, endpoint, ports))) {
    try {
      const email = renderOwnersNews(endpoint, ownersNews, shop);
      await sendEmail(contactEmail, email, { event: `webhook-endpoint-${ownersNews.what.toLowerCase()}` });
    } catch (error) {
      // SES may quote the address in what it says: only the name of its error may be logged.
      const because = error instanceof Error ? error.name : 'unknown';
      logger.warn('owner of a webhook endpoint not told', { storefront, endpointId: id, because });
      if (!(error instanceof RecipientRefused)) return false;
    }
  }
  await table.changeEndpoint(endpoint, { ownersNews: undefined }, { ownersNews });
  return true;
}

/** Whether an address takes mails, and has not been told of too much today; of the same news again, it has not. */
async function mayBeTold(
  address: string,
  { id, ownersNews, failingSince = '', disabledAt = '' }: WebhookEndpoint,
  { suppressions, limits, clock }: TellOwnerPorts,
): Promise<boolean> {
  if ((await suppressions.among([address], clock())).length > 0) return false;
  const news = `${id} ${ownersNews?.what} ${failingSince} ${disabledAt}`;
  return limits.take({ address }, ownersNewsADay, news, clock());
}

/** In English, as the API's own words are: it is read by who runs the receiver. */
export function renderOwnersNews(
  { storefront, id, url, failingSince }: Pick<WebhookEndpoint, 'storefront' | 'id' | 'url' | 'failingSince'>,
  { what, lastAnswer }: OwnersNews,
  shop: ShopProfile,
): RenderedEmail {
  const { host, origin, pathname } = new URL(url);
  const since = failingSince === undefined ? 'just now' : shown(failingSince);
  const until = shown(new Date(Date.parse(failingSince ?? '') + patienceMilliseconds).toISOString());
  const endpoint = `Your webhook endpoint ${oneLine(`${origin}${pathname}`, 300)}`;
  const goOn = `PATCH /webhook-endpoints/${id} with {"enabled": true} enables it again; then POST /webhook-endpoints/${id}/replay with {"what": "FAILED"} has sent again what was given up, for 30 days.`;
  const look = `GET /webhook-endpoints/${id}/deliveries shows each attempt and how it was answered.`;
  const said = {
    WARNING: {
      subject: `Webhooks to ${host} have been failing for a day`,
      paragraphs: [
        `${endpoint} has not taken a single message since ${since}. The last attempt ended with ${lastAnswer}.`,
        `Nothing is lost so far: what waits is sent as soon as it answers 2xx. If it does not until ${until}, it is disabled.`,
        look,
      ],
    },
    FAILING: {
      subject: `Webhooks to ${host} are disabled`,
      paragraphs: [
        `${endpoint} has not taken a single message since ${since}. The last attempt ended with ${lastAnswer}. It is disabled: nothing more is sent to it.`,
        `Once it answers again: ${goOn}`,
        look,
      ],
    },
    GONE: {
      subject: `Webhooks to ${host} are disabled`,
      paragraphs: [
        `${endpoint} has answered 410 Gone, which says that nobody is there any more. It is disabled: nothing more is sent to it.`,
        `If that was a mistake: ${goOn} If it was not, DELETE /webhook-endpoints/${id}.`,
      ],
    },
  }[what];
  const { name, sender, support } = brandOf(shop, storefront, defaultLocale);
  return {
    from: { name: oneLine(name), address: sender },
    replyTo: support.email,
    subject: said.subject,
    text: `${said.paragraphs.join('\n\n')}\n`,
    html: html`<!doctype html><html lang="en"><title>${said.subject}</title><body>${said.paragraphs.map((text) => html`<p>${text}</p>`)}</body></html>`
      .text,
  };
}

function shown(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
