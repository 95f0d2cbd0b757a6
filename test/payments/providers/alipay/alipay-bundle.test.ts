import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundling } from '../../../../lib/bundling.ts';
import { startAlipay } from '../../../../local/providers/alipay/alipay.ts';
import { anOrderId } from '../../../builders.ts';
import { stubSecret } from '../../../stub-secret.ts';

const outdir = mkdtempSync(join(tmpdir(), 'alipay-bundle-'));
const outfile = join(outdir, 'index.cjs');

let alipay: Awaited<ReturnType<typeof startAlipay>>;

/** As a deployment bundles it. */
beforeAll(async () => {
  alipay = await startAlipay();
  await build({
    ...bundling,
    entryPoints: ['lambdas/payments/providers/alipay/alipay-provider.handler.ts'],
    outfile,
    logLevel: 'error',
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

afterAll(async () => {
  rmSync(outdir, { recursive: true });
  await alipay.stop();
});

describe('the bundle of Alipay’s function', () => {
  it('takes a payment, gives a part back and finds it in the bill', async () => {
    vi.stubEnv('ALIPAY_BASE_URL', alipay.url);
    vi.stubEnv('ALIPAY_SECRET_ARN', 'arn:test:alipay');
    vi.stubEnv('NOTIFICATION_URL', 'http://127.0.0.1:9/notifications');
    stubSecret(alipay.secret);
    const { handler } = createRequire(import.meta.url)(outfile) as {
      handler: (event: unknown, context: unknown) => Promise<unknown>;
    };
    const call = (operation: string, argument: unknown) =>
      handler({ operation, argument }, { awsRequestId: 'test', functionName: 'test' });
    const orderId = anOrderId();
    const whole = { orderId, amount: 1_000, total: 1_000, currency: 'CNY' };

    const pending = await call('authorize', {
      ...whole,
      instruction: { provider: 'alipay', token: 'qr' },
      waitSeconds: 900,
    });
    await alipay.control('pay', { orderId });
    const refunded = await call('refund', { ...whole, amount: 300, refundId: 'r1' });
    await alipay.control('book', { orderId, at: '2026-03-01T12:00:00+08:00' });
    const settled = await call('settledOn', { day: '2026-03-01' });

    expect(pending).toMatchObject({ status: 'PENDING', payUrl: expect.stringContaining('https://qr.alipay.com/') });
    expect(refunded).toMatchObject({ status: 'CAPTURED', captured: 1_000, refunded: 300 });
    expect(settled).toEqual({
      payments: [{ orderId, currency: 'CNY', captured: 1_000, refunded: 300, refundIds: ['r1'] }],
    });
  });
});
