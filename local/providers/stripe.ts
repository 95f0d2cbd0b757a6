import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { providerServer } from './provider-server.ts';
import { type ForgedAs, StripeNotifier } from './stripe-notifier.ts';
import { chargeView, type Intent, intentView, Payments, refundedOf, refundView } from './stripe-payments.ts';
import { decodedForm, expanded, InvalidRequest, StripeFault, type StripeObject } from './stripe-wire.ts';

/** What a call to Stripe is for. `create` makes a PaymentIntent without confirming it, `update` changes one. */
export type StripeOperation = 'authorize' | 'create' | 'update' | 'query' | 'capture' | 'void' | 'refund' | 'settled';

/** What the server does wrong, from now on or so many times. */
export interface StripeMode {
  readonly orderId?: string;
  readonly operation?: StripeOperation;
  /** Answers 503 and does nothing. */
  readonly down?: true | number;
  /** Cuts the connection and does nothing. (The SDK repeats a call once by itself then.) */
  readonly reset?: true | number;
  /** Does it, and cuts its answer in the middle. */
  readonly answerLost?: true | number;
  /** Answers 200 with what is no JSON, and does nothing. */
  readonly malformed?: true | number;
  /** Answers this error and does nothing. */
  readonly error?: { readonly status: number; readonly type: string; readonly code?: string };
  /** How often it answers `error`; for ever when it is not said. */
  readonly errors?: number;
  readonly slowMilliseconds?: number;
  /** Sends no notifications of these orders. */
  readonly silent?: true;
  /** The search is behind: it finds nothing. */
  readonly searchBehind?: true;
}

/** How the server is started. */
export interface StripeOptions {
  readonly port?: number;
  /** The webhook endpoint; `POST /_control/endpoint {url}` sets it later. */
  readonly notificationUrl?: string;
  readonly apiKey?: string;
  readonly webhookSecret?: string;
  /** The pauses before a notification that was not answered with a 2xx is sent again. */
  readonly repeatMilliseconds?: readonly number[];
}

interface Call {
  readonly operation: StripeOperation;
  readonly orderId: string | undefined;
}

/** An answer that a key remembers. */
interface Kept {
  readonly request: string;
  answer?: { readonly status: number; readonly content: StripeObject };
}

type CountedFault = 'down' | 'reset' | 'answerLost' | 'malformed';

/**
 * Stripe on this machine, as far as card payments need it: PaymentIntents, charges, refunds and balance transactions, with idempotency keys,
 * test payment methods (`pm_card_visa`, `pm_card_chargeDeclined`, `pm_card_threeDSecure2Required`, …) and signed webhooks. State is
 * in memory.
 *
 * Control interface: `POST /_control/make|pay|fail|state|capture|refund|dispute|warn|expire|book|mode|notify|endpoint|rotate|forget`,
 * `GET /_control/payments`.
 *
 * @example
 * const stripe = await startStripe({ notificationUrl });
 * await stripe.control('pay', { orderId });
 */
export async function startStripe({
  port = 0,
  notificationUrl,
  apiKey = `sk_test_${randomBytes(12).toString('hex')}`,
  webhookSecret = newSecret(),
  repeatMilliseconds = [100, 300, 1_000, 3_000],
}: StripeOptions = {}) {
  const notifier = new StripeNotifier([webhookSecret], repeatMilliseconds, notificationUrl);
  const payments = new Payments((type, intent, object) =>
    notifier.tell(intent.id, type, structuredClone(object), isMode('silent', intent.metadata.orderId)),
  );
  const modes: Record<string, unknown>[] = [];
  const calls = new Map<string, Record<string, number>>();
  const keys = new Map<string, Kept>();

  function isMode(what: 'silent' | 'searchBehind', order?: string): boolean {
    return modes.some((mode) => mode[what] === true && (mode.orderId ?? order) === order);
  }

  const isMeant = (mode: StripeMode, { operation, orderId }: Call) =>
    (mode.operation ?? operation) === operation && (mode.orderId ?? orderId) === orderId;

  /** True when a mode says so of this call; used up by one. */
  function hasFault(call: Call, fault: CountedFault): boolean {
    const mode = modes.find((mode) => isMeant(mode, call) && mode[fault] !== undefined && mode[fault] !== 0);
    if (mode !== undefined && typeof mode[fault] === 'number') mode[fault] = Number(mode[fault]) - 1;
    return mode !== undefined;
  }

  function assertNoError(call: Call): void {
    const mode = modes.find((mode) => isMeant(mode, call) && mode.error !== undefined && mode.errors !== 0);
    if (mode === undefined) return;
    if (typeof mode.errors === 'number') mode.errors -= 1;
    const { status, type, code } = mode.error as Required<StripeMode>['error'];
    throw new StripeFault(status, type, code);
  }

  /** Does what is asked. */
  function perform(method: string, path: string, request: StripeObject): StripeObject {
    const [, , resource, id, action] = path.split('/').map(decodeURIComponent);
    switch (`${method} ${[resource, id && (id === 'search' ? id : 'id'), action].filter(Boolean).join('/')}`) {
      case 'POST payment_intents':
        return intentView(payments.create(request));
      case 'GET payment_intents/search':
        return { object: 'search_result', has_more: false, next_page: null, data: searched(String(request.query)) };
      case 'GET payment_intents/id':
        return intentView(payments.get(id ?? ''));
      case 'POST payment_intents/id':
        return changed(id, (intent) => payments.update(intent, request));
      case 'POST payment_intents/id/confirm':
        return changed(id, (intent) => payments.confirm(intent, String(request.payment_method)));
      case 'POST payment_intents/id/capture':
        return changed(id, (intent) => payments.capture(intent, Number(request.amount_to_capture ?? intent.amount)));
      case 'POST payment_intents/id/cancel':
        return changed(id, (intent) => payments.cancel(intent));
      case 'GET charges':
        return page(
          payments.charges
            .filter(({ transferGroup }) => transferGroup === (request.transfer_group ?? transferGroup))
            .map(chargeView),
          request,
        );
      case 'GET refunds':
        return page(
          payments.refunds
            .filter(({ charge }) => charge.id === (request.charge ?? charge.id))
            .filter(({ charge }) => charge.intent.id === (request.payment_intent ?? charge.intent.id))
            .map(refundView),
          request,
        );
      case 'POST refunds': {
        const amount = request.amount === undefined ? undefined : Number(request.amount);
        const metadata = { ...(request.metadata as Record<string, string>) };
        return refundView(payments.refund(payments.get(String(request.payment_intent)), amount, metadata));
      }
      case 'GET disputes':
        return page(
          payments.disputesOf(payments.get(String(request.payment_intent))).map(({ view }) => view),
          request,
        );
      case 'GET radar/id':
        return page(
          payments.warningsOf(payments.get(String(request.payment_intent))).map(({ view }) => view),
          request,
        );
      case 'GET balance_transactions': {
        const { gte = '0', lt = 'Infinity' } = (request.created ?? {}) as Record<string, string>;
        const isAsked = ({ type, created }: StripeObject) =>
          type === (request.type ?? type) && Number(created) >= Number(gte) && Number(created) < Number(lt);
        return page(payments.bookings.filter(isAsked), request);
      }
      default:
        throw new InvalidRequest('url_invalid', 'url', 404);
    }
  }

  function changed(id: string | undefined, change: (intent: Intent) => void): StripeObject {
    const intent = payments.get(id ?? '');
    change(intent);
    return intentView(intent);
  }

  function searched(query: string): StripeObject[] {
    const [, orderId] = /^metadata\['orderId'\]:'([^']*)'$/.exec(query) ?? [];
    if (orderId === undefined) throw new InvalidRequest('parameter_invalid', 'query');
    if (isMode('searchBehind', orderId)) return [];
    return payments.intents.filter(({ metadata }) => metadata.orderId === orderId).map(intentView);
  }

  /** Does what is asked, once for each idempotency key. */
  function performOnce(
    { method, key }: { method: string; key: string | undefined },
    path: string,
    request: StripeObject,
  ): { status: number; content: StripeObject; isReplayed: boolean } {
    const told = JSON.stringify([method, path, request]);
    const kept = method === 'POST' && key !== undefined ? keys.get(key) : undefined;
    if (kept !== undefined && kept.request !== told) {
      return { ...new StripeFault(400, 'idempotency_error'), isReplayed: false };
    }
    if (kept?.answer !== undefined) return { ...kept.answer, isReplayed: true };
    let answer: { status: number; content: StripeObject };
    let isBegun = true;
    try {
      const content = expanded(perform(method, path, request), pathsOf(request.expand), (id) => payments.view(id));
      answer = structuredClone({ status: 200, content });
    } catch (error) {
      if (!(error instanceof StripeFault)) throw error;
      answer = { status: error.status, content: error.content };
      isBegun = !(error instanceof InvalidRequest);
    }
    if (method === 'POST' && key !== undefined && isBegun) keys.set(key, { request: told, answer });
    return { ...answer, isReplayed: false };
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    const url = new URL(request.url ?? '/', server.url);
    const method = request.method ?? '';
    const form = decodedForm(method === 'GET' ? url.search.slice(1) : text);
    const call: Call = { operation: operationOf(method, url.pathname, form), orderId: orderIdOf(url.pathname, form) };
    count(call);

    const slow = modes.find((mode) => isMeant(mode, call) && mode.slowMilliseconds !== undefined);
    if (slow !== undefined) await sleep(Number(slow.slowMilliseconds));
    if (hasFault(call, 'reset')) return void request.socket.destroy();
    if (hasFault(call, 'malformed')) return void response.writeHead(200).end('<html>');
    if (hasFault(call, 'down')) return answer(response, new StripeFault(503, 'api_error'));
    if (request.headers.authorization !== `Bearer ${apiKey}`) {
      return answer(response, new StripeFault(401, 'invalid_request_error'));
    }
    try {
      assertNoError(call);
    } catch (error) {
      return answer(response, error as StripeFault);
    }
    const key = request.headers['idempotency-key'];
    const done = performOnce({ method, key: typeof key === 'string' ? key : undefined }, url.pathname, form);
    if (!hasFault(call, 'answerLost')) return answer(response, done, done.isReplayed);
    const cut = JSON.stringify(done.content);
    response.writeHead(done.status, { 'content-type': 'application/json', 'content-length': cut.length });
    response.write(cut.slice(0, cut.length / 2), () => request.socket.destroy());
  }

  function answer(
    response: ServerResponse,
    { status, content }: { readonly status: number; readonly content: StripeObject },
    isReplayed = false,
  ): void {
    response
      .writeHead(status, {
        'content-type': 'application/json',
        'request-id': `req_${randomBytes(7).toString('hex')}`,
        ...(isReplayed && { 'idempotent-replayed': 'true' }),
      })
      .end(JSON.stringify(content));
  }

  function count({ operation, orderId = '' }: Call): void {
    const counted = calls.get(orderId) ?? {};
    calls.set(orderId, { ...counted, [operation]: (counted[operation] ?? 0) + 1 });
  }

  /** Which order a call is about, as far as it can be seen. */
  function orderIdOf(path: string, form: StripeObject): string | undefined {
    const id = path.split('/')[3] ?? form.payment_intent;
    const known = payments.intents.find((intent) => intent.id === id)?.metadata.orderId;
    const [, searched] = /'orderId'\]:'([^']*)'/.exec(String(form.query)) ?? [];
    const { orderId } = (form.metadata ?? {}) as Record<string, string>;
    return known ?? orderId ?? searched ?? (form.transfer_group as string | undefined);
  }

  async function performControl(what: string, body: Record<string, unknown>): Promise<unknown> {
    const orderId = String(body.orderId ?? '');
    const intent = () => {
      const found = payments.ofOrder(orderId) ?? payments.intents.find(({ id }) => id === body.intent);
      if (found === undefined) throw new StripeFault(404, 'no_such_payment');
      return found;
    };
    switch (what) {
      case 'make': {
        // As the page of a storefront does, which has its customer confirm the payment before it places the order.
        const { currency, capture_method } = { currency: 'gbp', capture_method: 'automatic', ...body };
        const made = payments.create({ amount: body.amount, currency, capture_method, payment_method: 'pm_card_visa' });
        payments.confirm(made, 'pm_card_visa');
        return { intent: made.id, status: made.status };
      }
      case 'pay':
        payments.succeed(intent());
        return { status: intent().status };
      case 'fail':
        payments.fail(intent());
        return {};
      case 'state':
        intent().status = String(body.state);
        return {};
      case 'capture':
        // As in the dashboard: perhaps a part.
        payments.capture(intent(), Number(body.amount ?? intent().amount));
        return {};
      case 'refund': {
        // As in the dashboard: without our refund id. Or the fate of a refund that was made.
        const known = payments.refunds.find(({ metadata }) => metadata.refundId === body.refundId);
        if (body.refundId !== undefined && known !== undefined) payments.failRefund(known);
        else payments.refund(intent(), body.amount as number | undefined, {});
        return {};
      }
      case 'dispute':
        payments.dispute(intent(), body.status as string | undefined);
        return {};
      case 'warn':
        payments.warn(intent(), body.actionable as boolean | undefined);
        return {};
      case 'expire':
        payments.cancel(intent());
        return {};
      case 'book':
        payments.backdate(intent(), Math.floor(Date.parse(String(body.at)) / 1000));
        return {};
      case 'mode':
        if (body.clear === true) modes.length = 0;
        else modes.push(body);
        return {};
      case 'notify': {
        if (typeof body.delayMilliseconds === 'number') await sleep(body.delayMilliseconds);
        const { order, forge } = body as { order?: unknown; forge?: ForgedAs };
        return { sent: await notifier.again(intent().id, { times: Number(body.times ?? 1), order, forge }) };
      }
      case 'endpoint':
        notifier.url = String(body.url);
        return {};
      case 'rotate':
        // As while an endpoint's secret is rolled: signed with both, until `only` says otherwise.
        notifier.secrets = [newSecret(), ...notifier.secrets].slice(0, body.only === 'new' ? 1 : 2);
        return { webhookSecrets: notifier.secrets };
      case 'forget':
        // As a day later.
        keys.clear();
        return {};
      case 'payments':
        return ledger();
      default:
        throw new StripeFault(404, 'no_such_control');
    }
  }

  function ledger(): StripeObject {
    const orderIds = new Set([...payments.intents.map(({ metadata }) => metadata.orderId ?? ''), ...calls.keys()]);
    orderIds.delete('');
    return Object.fromEntries(
      [...orderIds].map((orderId) => {
        const intent = payments.ofOrder(orderId);
        const all = payments.intents.filter(({ metadata }) => metadata.orderId === orderId);
        const entry = {
          status: intent?.status ?? 'none',
          reference: intent?.id,
          amount: intent?.amount ?? 0,
          currency: intent?.currency.toUpperCase(),
          captured: intent?.charge?.captured ?? 0,
          refunded: intent?.charge === undefined ? 0 : refundedOf(intent.charge),
          refundIds: (intent?.charge?.refunds ?? []).map(({ id, metadata }) => metadata.refundId ?? id),
          // More than one would be a card that is charged twice.
          charges: payments.charges.filter(
            ({ intent, status }) => status === 'succeeded' && intent.metadata.orderId === orderId,
          ).length,
          payments: all.length,
          calls: calls.get(orderId) ?? {},
          notifications: all.flatMap(({ id }) => notifier.sentAbout(id)),
        };
        return [orderId, entry];
      }),
    );
  }

  const server = await providerServer({
    port,
    answer: answerApi,
    performControl,
    refusalOf: (error) => (error instanceof StripeFault ? error : undefined),
    stop: () => notifier.stop(),
  });

  return {
    ...server,
    apiKey,
    /** What the service's secret of Stripe is to hold, as JSON. */
    secret: JSON.stringify({ apiKey, webhookSecrets: [webhookSecret], returnUrl: 'https://shop.example/paid' }),
  };
}

function operationOf(method: string, path: string, form: StripeObject): StripeOperation {
  if (path === '/v1/balance_transactions') return 'settled';
  if (method === 'GET') return 'query';
  if (path === '/v1/refunds') return 'refund';
  if (path.endsWith('/capture')) return 'capture';
  if (path.endsWith('/cancel')) return 'void';
  if (path === '/v1/payment_intents') return form.confirm === 'true' ? 'authorize' : 'create';
  return path.endsWith('/confirm') ? 'authorize' : 'update';
}

/** A page of a list, newest first. */
function page(all: readonly StripeObject[], request: StripeObject): StripeObject {
  const start = request.starting_after === undefined ? 0 : all.findIndex(({ id }) => id === request.starting_after) + 1;
  const end = start + Number(request.limit ?? 10);
  return { object: 'list', url: '', has_more: end < all.length, data: all.slice(start, end) };
}

function pathsOf(expand: unknown): string[] {
  return Object.values((expand ?? {}) as Record<string, string>);
}

function newSecret(): string {
  return `whsec_${randomBytes(24).toString('hex')}`;
}
