import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { easypostSignature } from '../../lambdas/carriers/providers/easypost/easypost-provider.ts';
import { kuaidi100Signature } from '../../lambdas/carriers/providers/kuaidi100/kuaidi100-provider.ts';
import type { CarrierProviderName } from '../../lambdas/carriers/providers/registry.ts';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import { defaultRepeats, type NotificationRequest, Notifier, statusOf } from '../providers/notifier.ts';
import { eventOf, trackerOf } from './easypost-wire.ts';
import { notificationOf, trackOf } from './kuaidi100-wire.ts';
import { type LocalTrack, LocalTracks } from './local-track.ts';

/** How a notification is made wrong. */
type ForgedAs = 'signature' | 'body';

/** A notification: what is signed, and how it goes out. */
interface Told {
  readonly eventId: string;
  request(forge?: ForgedAs): NotificationRequest;
}

/** What the control interface is told: a scan of a parcel, and whether nobody is notified of it. */
export interface ScanOrder {
  readonly provider: CarrierProviderName;
  readonly number: string;
  readonly state: ParcelState;
  readonly message?: string;
  readonly place?: string;
  /** ISO 8601; now unless told. */
  readonly at?: string;
  readonly isSilent?: boolean;
}

class CarrierNotifier extends Notifier<Told, ForgedAs, number> {
  protected override readonly timeoutMilliseconds = 10_000;

  protected override named({ eventId }: Told) {
    return { eventId, type: 'tracking' };
  }

  protected override request(told: Told, forge?: ForgedAs) {
    return told.request(forge);
  }

  protected override answer(response: Response): Promise<number> {
    return statusOf(response);
  }

  protected override isTaken(answer: number | string): boolean {
    return typeof answer === 'number' && answer >= 200 && answer < 300;
  }
}

/**
 * EasyPost's Trackers and Kuaidi100's subscriptions on this machine, behind one port: each speaks its own wire protocol
 * and signs its notifications. State is in memory.
 *
 * Control interface: `POST /_control/scan` (a {@link ScanOrder}), `POST /_control/notify {number, times?, forge?}`, `POST
 * /_control/mode {down}`, `GET /_control/calls`.
 *
 * @example
 * const carriers = await startLocalCarriers({ notificationUrl: (name) => `${apiUrl}/carriers/${name}/notifications` });
 * await fetch(`${carriers.url}/_control/scan`, { method: 'POST', body: JSON.stringify({ provider: 'easypost', number, state: 'DELIVERED' }) });
 */
export async function startLocalCarriers({
  port = 0,
  notificationUrl,
  repeatMilliseconds = defaultRepeats,
}: {
  readonly port?: number;
  readonly notificationUrl: (provider: CarrierProviderName) => string;
  readonly repeatMilliseconds?: readonly number[];
}) {
  const random = () => randomBytes(16).toString('hex');
  const easypost = { apiKey: `EZTK${random()}`, webhookSecrets: [`sécret-${random()}`] };
  const kuaidi100 = { customer: random().toUpperCase(), key: random(), salt: random() };
  const tracks = { easypost: new LocalTracks(), kuaidi100: new LocalTracks() };
  const callbacks = new Map<string, { readonly url: string; readonly salt: string }>();
  const notifier = new CarrierNotifier(repeatMilliseconds);
  const calls: Record<string, number> = {};
  let isDown = false;

  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => ({ status: 500, content: { error: String(error) } }))
      .then(({ status, content }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
      });
  });

  async function answer(request: IncomingMessage): Promise<{ readonly status: number; readonly content: unknown }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const [method, path] = [request.method ?? '', request.url ?? ''];
    if (path.startsWith('/_control/')) return { status: 200, content: await control(path, text) };
    calls[path.replace(/trk_\w+/, ':id')] = (calls[path.replace(/trk_\w+/, ':id')] ?? 0) + 1;
    if (isDown) return { status: 503, content: { error: 'down' } };
    if (path.startsWith('/v2/')) return ofEasyPost(method, path, request.headers.authorization, text);
    return { status: 200, content: ofKuaidi100(path, new URLSearchParams(text)) };
  }

  function ofEasyPost(method: string, path: string, authorization: string | undefined, text: string) {
    const refused = (status: number, code: string) => ({ status, content: { error: { code, message: code } } });
    if (authorization !== `Basic ${Buffer.from(`${easypost.apiKey}:`).toString('base64')}`) {
      return refused(401, 'APIKEY.INACTIVE');
    }
    if (method === 'POST' && path === '/v2/trackers') {
      const { tracking_code, carrier } = (JSON.parse(text) as { tracker: Record<string, string> }).tracker;
      if (!tracking_code || tracking_code.length < 4) return refused(422, 'TRACKER.CREATE.ERROR');
      return { status: 200, content: trackerOf(tracks.easypost.follow(tracking_code, carrier ?? 'USPS')) };
    }
    const track = tracks.easypost.byId(path.slice('/v2/trackers/'.length));
    return track === undefined ? refused(404, 'NOT_FOUND') : { status: 200, content: trackerOf(track) };
  }

  function ofKuaidi100(path: string, form: URLSearchParams): object {
    const param = form.get('param') ?? '{}';
    const refused = (returnCode: string, message: string) => ({ result: false, returnCode, message });
    if (path === '/poll') {
      const { company, number, key, parameters } = JSON.parse(param);
      if (key !== kuaidi100.key) return refused('600', '您不是合法的订阅者');
      if (tracks.kuaidi100.find(number) !== undefined) return refused('501', '重复订阅');
      tracks.kuaidi100.follow(number, company);
      callbacks.set(number, { url: parameters.callbackurl, salt: parameters.salt });
      return { result: true, returnCode: '200', message: '提交成功' };
    }
    const signed = kuaidi100Signature(param + kuaidi100.key + kuaidi100.customer);
    if (form.get('sign') !== signed) return refused('503', '验证签名失败');
    const track = tracks.kuaidi100.find(JSON.parse(param).num);
    if (track === undefined || track.scans.length === 0) return refused('500', '查询无结果，请隔段时间再查');
    return trackOf(track);
  }

  async function control(path: string, text: string): Promise<unknown> {
    const told = text === '' ? {} : JSON.parse(text);
    switch (path) {
      case '/_control/calls':
        return calls;
      case '/_control/mode':
        isDown = told.down === true;
        return {};
      case '/_control/notify':
        return { sent: await notifier.again(told.number, { times: told.times ?? 1, forge: told.forge }) };
      case '/_control/scan':
        return scan(told);
      default:
        throw new Error(`there is no control ${path}`);
    }
  }

  function scan({
    provider,
    number,
    state,
    message = state,
    place = 'London',
    at,
    isSilent = false,
  }: ScanOrder): object {
    const track = tracks[provider].find(number);
    if (track === undefined) throw new Error(`nobody has asked ${provider} to follow ${number}`);
    track.scans.push({ at: at === undefined ? new Date() : new Date(at), state, message, place });
    notifier.tell(number, provider === 'easypost' ? eventOfEasyPost(track) : eventOfKuaidi100(track), isSilent);
    return {};
  }

  function eventOfEasyPost(track: LocalTrack): Told {
    const event = eventOf(track);
    const body = Buffer.from(JSON.stringify(event));
    return {
      eventId: event.id,
      request: (forge) => ({
        url: notificationUrl('easypost'),
        headers: {
          'content-type': 'application/json',
          'x-hmac-signature': easypostSignature(
            body,
            forge === 'signature' ? 'another' : (easypost.webhookSecrets[0] ?? ''),
          ),
        },
        body: forge === 'body' ? Buffer.concat([body, Buffer.from(' ')]) : body,
      }),
    };
  }

  function eventOfKuaidi100(track: LocalTrack): Told {
    const { url, salt } = callbacks.get(track.number) ?? { url: notificationUrl('kuaidi100'), salt: kuaidi100.salt };
    const param = JSON.stringify(notificationOf(track));
    return {
      eventId: param,
      request: (forge) => {
        const sign = kuaidi100Signature(param + (forge === 'signature' ? 'another' : salt));
        return {
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ sign, param: forge === 'body' ? `${param} ` : param }).toString(),
        };
      },
    };
  }

  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What the service's secret of each is to hold. */
    secrets: { easypost: JSON.stringify(easypost), kuaidi100: JSON.stringify(kuaidi100) },
    async stop(): Promise<void> {
      notifier.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
