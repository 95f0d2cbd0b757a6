import { describe, expect, inject, it } from 'vitest';
import { chaos } from '../../bench/chaos/chaos.ts';
import { startFaultProxy } from '../../bench/chaos/fault-proxy.ts';
import { readInvoices } from '../../local/invoices.ts';
import { withEnvironment } from './cloud.ts';
import { accessToken } from './storefront.ts';
import { alone } from './turn.ts';

// It lets the calls of functions go wrong that everybody uses.
alone();

/** What an order goes through. */
const functions = [
  'SubmitOrderFunction',
  'ReserveInventoryFunction',
  'CheckPaymentFunction',
  'ConfirmOrderFunction',
  'NotifyCustomerFunction',
  'RejectOrderFunction',
];

describe('real invoices while one call in ten goes wrong', () => {
  it('break no promise: none is lost, oversold, charged twice or told twice', async () => {
    const service = inject('service');
    const proxy = await startFaultProxy(service.endpoint);
    const [invoices, token] = [await readInvoices(), await accessToken()];
    const options = { seed: 1, rate: 0.1, invoices, orders: 30, concurrency: 8, isShared: true, tell: () => {} };
    const run = () => chaos({ ...service, token }, proxy, options);
    const struck = functions.reduce(
      (act, name) => () => withEnvironment(name, { AWS_ENDPOINT_URL: proxy.url }, act),
      run,
    );
    try {
      const { violations, faults } = await struck();

      expect(violations).toEqual([]);
      expect(Object.keys(faults)).toContain('dynamodb answer lost');
    } finally {
      await proxy.stop();
    }
  });
});
