import { type operations, staffRoutes, storefrontRoutes } from './api.generated.ts';
import type { TokenSource } from './client-credentials.ts';
import { type Answer, exchange } from './exchange.ts';
import { type Awaited, follow, type Order, type Outcome, outcomeOf } from './follow.ts';
import { ProblemError, problemIn } from './problem.ts';

/** Where a storefront calls, and as whom. */
export interface ClientOptions {
  /** The service's own address, as the stack's output `ApiUrl` says it. */
  readonly baseUrl: string;
  /** Where access tokens come from: `clientCredentials(…)`. */
  readonly token: TokenSource;
  /** How often a request is repeated at most, after 429, 5xx, a Retry-After or no answer at all; 4 unless told. */
  readonly retries?: number | undefined;
  readonly fetch?: typeof fetch | undefined;
}

/** What can be said of each call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Your own unique name for what is asked: repeats with it, tomorrow too, do nothing twice. Each call has one of its own
   * unless told.
   */
  readonly idempotencyKey?: string | undefined;
}

type Name = keyof operations;
type Json<Part> = Part extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Given<Part> = [Part] extends [never] ? unknown : Part;
type Parameters<Of extends Name, In extends 'path' | 'query'> = Given<NonNullable<operations[Of]['parameters'][In]>>;
type BodyOf<Of extends Name> = operations[Of] extends { requestBody: infer Body } ? { body: Json<Body> } : unknown;

/** What an operation takes: its parameters by name, and its `body`. */
export type InputOf<Of extends Name> = Readonly<Parameters<Of, 'path'> & Parameters<Of, 'query'> & BodyOf<Of>>;

/** What an operation answers when it does not refuse. */
export type OutputOf<Of extends Name> = Json<
  operations[Of]['responses'][Extract<keyof operations[Of]['responses'], 200 | 201 | 202 | 204>]
>;

/** Operations of the service's document by name; `follow` and `waitFor` look until something happens. */
export type ClientOf<Names extends Name> = {
  /** @throws ProblemError when the service refuses */
  readonly [Of in Names]: (
    ...given: Partial<InputOf<Of>> extends InputOf<Of>
      ? [input?: InputOf<Of>, options?: CallOptions]
      : [input: InputOf<Of>, options?: CallOptions]
  ) => Promise<OutputOf<Of>>;
} & {
  /** The order now, and again at each change, until it is shipped, rejected or cancelled, or nobody listens any more. */
  follow(order: OrderReference, options?: Pick<CallOptions, 'signal'>): AsyncGenerator<Order>;
  /**
   * Waits until the order has the status, or can no longer have it. However long that takes: a signal ends it.
   *
   * @example
   * const { reached, order } = await orders.waitFor(placed, 'CONFIRMED', { signal: AbortSignal.timeout(60_000) });
   */
  waitFor<Target extends Awaited>(
    order: OrderReference,
    target: Target,
    options?: Pick<CallOptions, 'signal'> & {
      /** Hears of each change on the way: where to send the customer to pay, that it is delayed. */
      readonly onChange?: (order: Order) => void;
    },
  ): Promise<Outcome<Target>>;
};

/** The service, as a storefront may use it. */
export type Client = ClientOf<keyof typeof storefrontRoutes>;

/** The service, as staff may use it too: a back office, the order desk. */
export type StaffClient = ClientOf<Name>;

/** An order, or whatever has its id. */
export type OrderReference = Pick<Order, 'id'>;

/** The service holds an answer for so long; API Gateway ends every request after 30 s. */
const waitSeconds = 20;
const timeoutSeconds = 35;

/**
 * A client of the service, for a storefront's back end. Every call may be repeated without harm, and is.
 *
 * @example
 * const orders = createClient({ baseUrl, token: clientCredentials({ issuer, clientId, clientSecret }) });
 * const placed = await orders.submitOrder({ body: order }, { idempotencyKey: basketId });
 */
export function createClient(options: ClientOptions): Client {
  return clientOf(storefrontRoutes, options);
}

/** A client of the service with the operations of staff too, which a storefront's need not carry. */
export function createStaffClient(options: ClientOptions): StaffClient {
  return clientOf({ ...storefrontRoutes, ...staffRoutes }, options);
}

function clientOf<Names extends Name>(
  routes: Readonly<Record<Names, string>>,
  { baseUrl, token, retries = 4, fetch: send = fetch }: ClientOptions,
): ClientOf<Names> {
  async function ask(
    name: string,
    route: string,
    input: object,
    options: CallOptions,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const { signal, idempotencyKey = crypto.randomUUID() } = options;
    const { method, url, body } = requestOf(name, route, input, baseUrl);
    const attempt = (accessToken: string) =>
      exchange(
        url,
        {
          method,
          headers: {
            authorization: `Bearer ${accessToken}`,
            ...(method !== 'GET' && { 'idempotency-key': idempotencyKey }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...more,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        },
        { fetch: send, retries, timeoutSeconds, signal },
      );
    const first = await unlessAborted(token(), signal);
    let answer = await attempt(first);
    // Revoked, or signed with a key that was replaced.
    if (answer.status === 401) answer = await attempt(await unlessAborted(token(first), signal));
    if (answer.status >= 400) throw new ProblemError(problemIn(answer.status, answer.body));
    return answer;
  }

  const followOrder: Client['follow'] = ({ id }, options = {}) =>
    follow((etag) => {
      const conditions = etag === undefined ? {} : { prefer: `wait=${waitSeconds}`, 'if-none-match': etag };
      return ask('getOrder', storefrontRoutes.getOrder, { orderId: id }, options, conditions);
    }, options.signal);

  return {
    ...Object.fromEntries(
      Object.entries<string>(routes).map(([name, route]) => [
        name,
        async (input: object = {}, options: CallOptions = {}) =>
          (await ask(name, route, input, options)).body || undefined,
      ]),
    ),
    follow: followOrder,
    waitFor: (order, target, options = {}) => outcomeOf(followOrder(order, options), target, options.onChange),
  } as ClientOf<Names>;
}

/** Where an operation's input goes: into the path, the query, the body. */
function requestOf(name: string, route: string, { body, ...input }: { readonly body?: unknown }, baseUrl: string) {
  const [method, template] = route.split(' ') as [string, string];
  const rest = new Map(Object.entries(input).map(([key, value]) => [key, String(value)]));
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = rest.get(key);
    if (!value) throw new TypeError(`${name} needs ${key}`);
    rest.delete(key);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams([...rest].filter(([, value]) => value !== 'undefined')).toString();
  return { method, url: `${baseUrl.replace(/\/$/, '')}${path}${query && `?${query}`}`, body };
}

/** What several wait for goes on when one of them gives up. */
async function unlessAborted<Value>(wanted: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  if (signal === undefined) return wanted;
  signal.throwIfAborted();
  let giveUp = () => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp);
  });
  return Promise.race([wanted, aborted]).finally(() => signal.removeEventListener('abort', giveUp));
}
