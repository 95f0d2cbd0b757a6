import { expect, it, vi } from 'vitest';
import { count, measure } from '../../lambdas/runtime/metrics.ts';
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

it('publishes what was measured in as few lines as can be, each value for itself, and nothing where there is none', () => {
  stubServiceEnvironment();
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'OrderConfirmation');
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  measure({ Waited: { unit: 'Milliseconds', values: [] } });
  measure({ Waited: { unit: 'Milliseconds', values: [5, 7] }, Ended: { unit: 'Count', values: [2] } });
  measure({ Waited: { unit: 'Milliseconds', values: Array.from({ length: 250 }, () => 1) } });
  vi.restoreAllMocks();

  const lines = written.map((line) => JSON.parse(line));
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({ Waited: [5, 7], Ended: 2, stage: 'dev' });
  // CloudWatch takes a hundred values of a metric in a line.
  expect(lines.slice(1).map(({ Waited }) => Waited.length)).toEqual([100, 100, 50]);
});
