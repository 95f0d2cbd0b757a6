import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HistoryEvent, linesOf } from '../../local/history/history.ts';
import { projectFolder } from '../../local/settings.ts';
import { aHistory, confirmed, order } from './a-history.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-history-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What `npm run check-history -- FILE --proof` says of a history. */
async function check(events: readonly HistoryEvent[]): Promise<{ readonly stdout: string; readonly code: unknown }> {
  const file = join(folder, 'history.ndjson');
  await writeFile(file, linesOf(events));
  return new Promise((resolve) => {
    const command = [join(projectFolder, 'local/check-history.ts'), file, '--proof'];
    execFile(process.execPath, command, (error, stdout) => resolve({ stdout, code: error?.code ?? 0 }));
  });
}

it('npm run check-history ends well where every promise was kept', async () => {
  const { stdout, code } = await check(aHistory());

  expect(code).toBe(0);
  expect(stdout).toContain(`${aHistory().length} events`);
});

it('npm run check-history names what was broken, shows the events that prove it, and ends with 1', async () => {
  const lost = order(confirmed, { status: 'RESERVED', notices: [] });
  const { stdout, code } = await check([...aHistory().filter((event) => event.type !== 'order'), lost]);

  expect(code).toBe(1);
  expect(stdout).toContain('an accepted order ends, or stands in the dead-letter queue: ');
  expect(stdout).toContain(linesOf([lost]));
});
