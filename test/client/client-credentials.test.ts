import { clientCredentials, createClient, TokenRefused } from 'order-confirmation-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aFetch, json, problem } from './a-service.ts';

const client = { issuer: 'https://id.example', clientId: 'storefront a', clientSecret: 'sec:ret' };
const discovery = () => json(200, { token_endpoint: 'https://id.example/token' });
const token = (access_token: string) => () => json(200, { access_token, expires_in: 3600 });
const soon = { 'retry-after': '0' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('client credentials', () => {
  it('are sent as RFC 6749 wants them, to the endpoint that the issuer names, once for a thousand callers', async () => {
    const { send, requests } = aFetch(discovery, token('one'));
    const source = clientCredentials({ ...client, scope: 'orders:write', fetch: send });

    expect(new Set(await Promise.all(Array.from({ length: 1000 }, () => source())))).toEqual(new Set(['one']));
    const [, asked] = requests;
    expect(requests).toHaveLength(2);
    expect(asked?.headers.get('authorization')).toBe(`Basic ${btoa('storefront%20a:sec%3Aret')}`);
    expect(await asked?.text()).toBe('grant_type=client_credentials&scope=orders%3Awrite');
  });

  it('are used again shortly before the token expires, not earlier', async () => {
    const { send } = aFetch(discovery, token('one'), discovery, token('two'));
    const source = clientCredentials({ ...client, fetch: send });
    await source();
    vi.setSystemTime(Date.now() + 3539_000);
    expect(await source()).toBe('one');
    vi.setSystemTime(Date.now() + 2_000);
    expect(await source()).toBe('two');
  });

  it('give one other token when many calls had theirs refused', async () => {
    const { send, requests } = aFetch(discovery, token('one'), discovery, token('two'));
    const source = clientCredentials({ ...client, fetch: send });
    await source();
    expect(new Set(await Promise.all(Array.from({ length: 100 }, () => source('one'))))).toEqual(new Set(['two']));
    expect(await source('one')).toBe('two');
    expect(requests).toHaveLength(4);
  });

  it('that are wrong are told, and asked again the next time', async () => {
    const { send } = aFetch(discovery, () => json(401, { error: 'invalid_client' }), discovery, token('one'));
    const source = clientCredentials({ ...client, fetch: send });
    await expect(source()).rejects.toThrow(TokenRefused);
    expect(await source()).toBe('one');
  });

  it('are patient with an issuer that is busy', async () => {
    const { send } = aFetch(() => problem('busy', 503, soon), discovery, new TypeError('fetch failed'), token('one'));
    expect(await clientCredentials({ ...client, fetch: send })()).toBe('one');
  });
});

describe('a call whose token the service refuses', () => {
  const refused = () => json(401, { message: 'Unauthorized' });
  const source = (refused?: string) => Promise.resolve(refused === undefined ? 'old' : 'new');

  it('is made once more, with another', async () => {
    const { send, requests } = aFetch(refused, () => json(200, { sku: 'A', available: 1 }));
    const orders = createClient({ baseUrl: 'https://api.example', token: source, fetch: send });
    expect(await orders.getAvailability({ sku: 'A' })).toEqual({ sku: 'A', available: 1 });
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
  });

  it('and no more than once', async () => {
    const { send, requests } = aFetch(refused, refused, refused);
    const orders = createClient({ baseUrl: 'https://api.example', token: source, fetch: send });
    await expect(orders.getAvailability({ sku: 'A' })).rejects.toMatchObject({ problem: { status: 401 } });
    expect(requests).toHaveLength(2);
  });

  it('gives up waiting for a token when its own signal says so, and lets others wait on', async () => {
    let give = (_: Response) => {};
    const { send } = aFetch(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
      token('one'),
      () => json(200, { sku: 'A', available: 1 }),
    );
    const orders = createClient({
      baseUrl: 'https://api.example',
      token: clientCredentials({ ...client, fetch: send }),
      fetch: send,
    });
    const impatient = orders.getAvailability({ sku: 'A' }, { signal: AbortSignal.timeout(10) });
    const patient = orders.getAvailability({ sku: 'A' });
    await expect(impatient).rejects.toThrow('timeout');
    give(discovery());
    expect(await patient).toMatchObject({ available: 1 });
  });
});
