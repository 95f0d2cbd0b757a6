import { afterEach, expect, it, vi } from 'vitest';
import { apiAt } from '../../../bin/smoke/api.ts';

const fetched = vi.spyOn(globalThis, 'fetch');
afterEach(() => void fetched.mockReset());

it('a call says why in a header that may hold any language', async () => {
  fetched.mockResolvedValue(new Response('{"id":"r1"}', { status: 202 }));
  expect(await apiAt('https://api.example')('POST', '/operations/redrives/r1/pause', { reason: 'für später' })).toEqual(
    {
      status: 202,
      body: { id: 'r1' },
    },
  );
  expect(fetched.mock.calls[0]?.[1]?.headers).toEqual({ reason: 'f%C3%BCr%20sp%C3%A4ter' });
});

it('a call that says no reason has no such header', async () => {
  fetched.mockResolvedValue(new Response('<html>', { status: 502 }));
  expect(await apiAt('https://api.example')('GET', '/orders', { reason: undefined })).toEqual({
    status: 502,
    body: {},
  });
  expect(fetched.mock.calls[0]?.[1]?.headers).toEqual({});
});
