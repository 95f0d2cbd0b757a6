import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { isSameInConstantTime } from '../../../runtime/constant-time.ts';
import { CarrierRefused, CarrierUnavailable, InvalidCarrierNotification } from '../../carrier-errors.ts';
import { askCarrier, jsonIn } from '../../carrier-http.ts';
import type { CarrierProvider, FollowedParcel } from '../../carrier-provider.ts';
import { Kuaidi100Secret } from './kuaidi100-secret.ts';
import { newsOf, Track } from './kuaidi100-track.ts';

const Answer = z.object({ returnCode: z.optional(z.string()), message: z.optional(z.string()) });

const Notified = z.object({ lastResult: z.optional(z.nullable(z.object({ nu: z.string() }))) });

/** With the codes of each scan. */
const resultv2 = '4';

/** The parcel is subscribed to already: what we want. */
const subscribedAlready = '501';

/** What is wrong with the parcel itself, not with the moment or our account. */
const refusals: ReadonlySet<string | undefined> = new Set(['700', '701', '702', '400', '408']);

/** Nothing is known of the parcel yet. */
const nothingYet = '500';

/**
 * Follows parcels by Kuaidi100's subscriptions (快递信息推送) and queries (实时快递查询).
 * @param notificationUrl where it is to notify us
 */
export function kuaidi100Provider(secretText: string, baseUrl: string, notificationUrl: string): CarrierProvider {
  const { customer, key, salt } = z.parse(Kuaidi100Secret, JSON.parse(secretText));

  async function ask(path: string, form: Readonly<Record<string, string>>): Promise<unknown> {
    const { content } = await askCarrier('Kuaidi100', new URL(path, baseUrl).href, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return content;
  }

  const phoneOf = ({ phoneEnding }: FollowedParcel) => (phoneEnding === undefined ? {} : { phone: phoneEnding });

  return {
    async register(parcel) {
      const { carrier, trackingNumber } = parcel;
      const parameters = { callbackurl: notificationUrl, salt, resultv2, ...phoneOf(parcel) };
      const param = JSON.stringify({ company: carrier, number: trackingNumber, key, parameters });
      const { returnCode } = answerOf(await ask('/poll', { schema: 'json', param }));
      if (returnCode === '200' || returnCode === subscribedAlready) return { reference: trackingNumber };
      throw refusalOf(returnCode);
    },
    async query(parcel) {
      const { carrier, trackingNumber } = parcel;
      const param = JSON.stringify({ com: carrier, num: trackingNumber, resultv2, order: 'desc', ...phoneOf(parcel) });
      const content = await ask('/poll/query.do', {
        customer,
        sign: kuaidi100Signature(param + key + customer),
        param,
      });
      const track = z.safeParse(Track, content);
      if (track.success) return newsOf(track.data);
      const { returnCode } = answerOf(content);
      if (returnCode === nothingYet) return { scans: [] };
      throw refusalOf(returnCode);
    },
    async verifyNotification({ body }) {
      const form = new URLSearchParams(body.toString('utf8'));
      const [param, sign] = [form.get('param') ?? '', form.get('sign') ?? ''];
      const expected = Buffer.from(kuaidi100Signature(param + salt));
      const given = Buffer.from(sign.toUpperCase());
      if (!isSameInConstantTime(given, expected)) {
        throw new InvalidCarrierNotification('The signature is missing or does not verify.');
      }
      const { data } = z.safeParse(Notified, jsonIn(param));
      if (!data?.lastResult) return undefined;
      // It has no id of its own.
      const eventId = createHash('sha256').update(param).digest('hex');
      return { eventId, trackingNumber: data.lastResult.nu };
    },
  };
}

/** Its signature of a text: MD5, in capitals. It offers no better one for notifications, so they are but hints. */
export function kuaidi100Signature(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex').toUpperCase();
}

function answerOf(content: unknown): z.output<typeof Answer> {
  return z.safeParse(Answer, content).data ?? {};
}

function refusalOf(returnCode: string | undefined): Error {
  return refusals.has(returnCode) && returnCode !== undefined
    ? new CarrierRefused(returnCode)
    : new CarrierUnavailable('Kuaidi100', `answers ${returnCode ?? 'without a returnCode'}`);
}
