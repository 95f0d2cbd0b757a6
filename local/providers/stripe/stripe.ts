import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, Faults, type Mode } from '../faults.ts';
import { defaultRepeats } from '../notifier.ts';
import { providerServer, type Told } from '../provider-server.ts';
import { StripeNotifier } from './stripe-notifier.ts';
import { chargeView, type Intent, intentView, refundedOf, refundView } from './stripe-objects.ts';
import { Payments } from './stripe-payments.ts';
import { decodedForm, expanded, InvalidRequest, StripeFault, type StripeObject } from './stripe-wire.ts';

/** What a call to Stripe is for. `create` makes a PaymentIntent without confirming it, `update` changes one. */
export type StripeOperation =
  | 'authorize'
  | 'create'
  | 'update'
  | 'query'
  | 'capture'
  | 'void'
  | 'refund'
  | 'approve'
  | 'settled';

/**
 * What the server does wrong: down is a 503; a lost answer is cut in the middle. (The SDK repeats a call that was cut
 * off once by itself.)
 */
export interface StripeMode extends Mode<StripeOperation> {
  readonly error?: { readonly status: number; readonly type: string; readonly code?: string };
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

interface Answer {
  readonly status: number;
  readonly content: StripeObject;
  /** It is what the idempotency key remembers. */
  readonly isReplayed?: boolean;
}

/** An answer that a key remembers. */
interface Kept {
  readonly request: string;
  answer?: Answer;
}

/**
 * Stripe on this machine, as far as card payments need it: PaymentIntents, charges, refunds and balance transactions,
 * with idempotency keys, test payment methods (`pm_card_visa`, `pm_card_chargeDeclined`,
 * `pm_card_threeDSecure2Required`, `pm_card_riskLevelElevated`, …) and signed webhooks. State is in memory.
 *
 * Control interface, beside what all providers have: `POST
 * /_control/make|pay|fail|state|capture|refund|dispute|warn|review|expire|book`, `endpoint|rotate|forget`.
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
  repeatMilliseconds = defaultRepeats,
}: StripeOptions = {}) {
  const notifier = new StripeNotifier([webhookSecret], repeatMilliseconds, notificationUrl);
  const payments = new Payments((type, intent, object) =>
    notifier.happened(intent.id, type, structuredClone(object), faults.isOn('silent', intent.metadata.orderId)),
  );
  const faults = new Faults<StripeOperation, StripeMode>();
  const keys = new Map<string, Kept>();

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
      case 'POST reviews/id/approve': {
        const intent = payments.reviewed(id ?? '');
        payments.review(intent, 'approved');
        return payments.view(intent.review ?? '') ?? {};
      }
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
    if (faults.isOn('searchBehind', orderId)) return [];
    return payments.intents.filter(({ metadata }) => metadata.orderId === orderId).map(intentView);
  }

  /** Does what is asked, once for each idempotency key. */
  function performOnce({ headers }: IncomingMessage, method: string, path: string, request: StripeObject): Answer {
    const key = headers['idempotency-key']?.toString();
    const told = JSON.stringify([method, path, request]);
    const kept = method === 'POST' && key !== undefined ? keys.get(key) : undefined;
    if (kept !== undefined && kept.request !== told) {
      return new StripeFault(400, 'idempotency_error');
    }
    if (kept?.answer !== undefined) return { ...kept.answer, isReplayed: true };
    let answer: Answer;
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
    return answer;
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    const url = new URL(request.url ?? '/', server.url);
    const method = request.method ?? '';
    const form = decodedForm(method === 'GET' ? url.search.slice(1) : text);
    const call = { operation: operationOf(method, url.pathname, form), orderId: orderIdOf(url.pathname, form) };
    if (!(await faults.begin(call, request.socket))) return;
    if (faults.has(call, 'malformed')) return void response.writeHead(200).end('<html>');
    const done = isAllowed(request, call) ?? performOnce(request, method, url.pathname, form);
    if (!faults.has(call, 'answerLost')) return answer(response, done);
    const cut = JSON.stringify(done.content);
    response.writeHead(done.status, { 'content-type': 'application/json', 'content-length': cut.length });
    response.write(cut.slice(0, cut.length / 2), () => request.socket.destroy());
  }

  /** What is answered in place of doing what is asked. */
  function isAllowed({ headers }: IncomingMessage, call: Call<StripeOperation>): StripeFault | undefined {
    if (faults.has(call, 'down')) return new StripeFault(503, 'api_error');
    if (headers.authorization !== `Bearer ${apiKey}`) return new StripeFault(401, 'invalid_request_error');
    const error = faults.errorOf(call);
    return error && new StripeFault(error.status, error.type, error.code);
  }

  function answer(response: ServerResponse, { status, content, isReplayed = false }: Answer): void {
    response
      .writeHead(status, {
        'content-type': 'application/json',
        'request-id': `req_${randomBytes(7).toString('hex')}`,
        ...(isReplayed && { 'idempotent-replayed': 'true' }),
      })
      .end(JSON.stringify(content));
  }

  /** Which order a call is about, as far as it can be seen. */
  function orderIdOf(path: string, form: StripeObject): string | undefined {
    const id = path.split('/')[3] ?? form.payment_intent;
    const known = payments.intents.find((intent) => intent.id === id)?.metadata.orderId;
    const [, searched] = /'orderId'\]:'([^']*)'/.exec(String(form.query)) ?? [];
    const { orderId } = (form.metadata ?? {}) as Record<string, string>;
    return known ?? orderId ?? searched ?? (form.transfer_group as string | undefined);
  }

  /** The PaymentIntent that a test names, by its order or by its id. */
  function named({ orderId, intent }: Told): Intent {
    const found = payments.ofOrder(orderId) ?? payments.intents.find(({ id }) => id === intent);
    if (found === undefined) throw new StripeFault(404, 'no_such_payment');
    return found;
  }

  const controls = {
    make(told: Told) {
      // As the page of a storefront does, which has its customer confirm the payment before it places the order.
      const { amount, currency = 'gbp', capture_method = 'automatic' } = told as StripeObject;
      const made = payments.create({ amount, currency, capture_method, payment_method: 'pm_card_visa' });
      payments.confirm(made, 'pm_card_visa');
      return { intent: made.id, status: made.status };
    },
    pay(told: Told) {
      payments.succeed(named(told));
      return { status: named(told).status };
    },
    fail: (told: Told) => payments.fail(named(told)),
    state(told: Told) {
      named(told).status = String(told.state);
    },
    // As in the dashboard: perhaps a part.
    capture: (told: Told) => payments.capture(named(told), Number(told.amount ?? named(told).amount)),
    refund(told: Told) {
      // As in the dashboard: without our refund id. Or the fate of a refund that was made.
      const known = payments.refunds.find(({ metadata }) => metadata.refundId === told.refundId);
      if (told.refundId !== undefined && known !== undefined) payments.failRefund(known);
      else payments.refund(named(told), told.amount as number | undefined, {});
    },
    dispute: (told: Told) => payments.dispute(named(told), told.status as string | undefined),
    warn: (told: Told) => payments.warn(named(told), told.actionable as boolean | undefined),
    // Radar's: opened, or closed for a reason.
    review: (told: Told) => payments.review(named(told), told.closed as string | undefined),
    expire: (told: Told) => payments.cancel(named(told)),
    book: (told: Told) => payments.backdate(named(told), Math.floor(Date.parse(String(told.at)) / 1000)),
    endpoint({ url }: Told) {
      notifier.url = String(url);
    },
    rotate({ only }: Told) {
      // As while an endpoint's secret is rolled: signed with both, until `only` says otherwise.
      notifier.secrets = [newSecret(), ...notifier.secrets].slice(0, only === 'new' ? 1 : 2);
      return { webhookSecrets: notifier.secrets };
    },
    // As a day later.
    forget: () => keys.clear(),
  };

  function entryOf(orderId: string) {
    const intent = payments.ofOrder(orderId);
    const all = payments.intents.filter(({ metadata }) => metadata.orderId === orderId);
    return {
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
      notifications: all.flatMap(({ id }) => notifier.sentAbout(id)),
    };
  }

  const server = await providerServer({
    port,
    answer: answerApi,
    faults,
    controls,
    notifyAgain: (told, repetition) => notifier.again(named(told).id, repetition),
    orderIds: () => payments.intents.map(({ metadata }) => metadata.orderId),
    entryOf,
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
  if (path.startsWith('/v1/reviews/')) return 'approve';
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
