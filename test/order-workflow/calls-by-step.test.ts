import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stubServiceEnvironment } from '../service-environment.ts';
import { callsByStep } from './calls-by-step.ts';

beforeEach(() => {
  stubServiceEnvironment();
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'OrderConfirmation');
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('an order asks AWS for what docs/architecture.md says, call by call', async () => {
  const counted = Object.entries(await callsByStep()).map(([step, rounds]) => {
    const calls = rounds.map((together) => together.join(' + ')).join(', ');
    return `| ${step} | ${calls} | ${rounds.flat().length} |`;
  });

  const page = await readFile('docs/architecture.md', 'utf8');
  const [, table = ''] = page.split('## What an order asks AWS for\n');
  expect(table.split('\n').filter((line) => / \| \d+ \|$/.test(line))).toEqual(counted);
});
