import { expect, it, vi } from 'vitest';
import { count } from '../../lambdas/runtime/metrics.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

it('counts for the stage alone: another one in the same account does not ring its alarms', () => {
  stubServiceEnvironment();
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'OrderConfirmation');
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  count('InternalError', 3);
  vi.restoreAllMocks();

  expect(written).toHaveLength(1);
  const [line = ''] = written;
  expect(JSON.parse(line)).toMatchObject({
    service: 'order-confirmation',
    stage: 'dev',
    InternalError: 3,
    _aws: {
      CloudWatchMetrics: [
        { Namespace: 'OrderConfirmation', Dimensions: [['service', 'stage']], Metrics: [{ Name: 'InternalError' }] },
      ],
    },
  });
});
