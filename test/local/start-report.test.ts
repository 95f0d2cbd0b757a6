import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { progressIn } from '../../local/deploy.ts';
import { startReport } from '../../local/start-report.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('a start says every ten seconds what is being done and for how long, where lines cannot be redrawn', () => {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line));
  const report = startReport();
  vi.advanceTimersByTime(10_000);
  report.progress('installing the emulator: 3 of 14 packages');
  vi.advanceTimersByTime(20_000);
  report.progress('bundling the functions');
  vi.advanceTimersByTime(10_000);
  report.done();
  vi.advanceTimersByTime(60_000);

  expect(said).toEqual([
    '  installing the emulator: 3 of 14 packages (20 s)',
    '  installing the emulator: 3 of 14 packages (30 s)',
    '  bundling the functions (40 s)',
  ]);
});

it.each([
  [
    'order-confirmation-dev |  12 | 1:07:41 PM | CREATE_COMPLETE         | AWS::SQS::QueuePolicy       | Queue/Policy',
    'deploying order-confirmation-dev: 12 of 214 resources',
  ],
  [
    'order-confirmation-dev | 215 | 1:09:02 PM | CREATE_COMPLETE         | AWS::CloudFormation::Stack   | order-confirmation-dev',
    'deploying order-confirmation-dev: 214 of 214 resources',
  ],
  ['order-confirmation-dev: deploying... [2/2]', undefined],
])('a deployment is as far as the CDK says: %s', (line, progress) => {
  expect(progressIn(line, { 'order-confirmation-dev': 214 })).toBe(progress);
});
