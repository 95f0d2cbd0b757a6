/** How early alarms are foreseen, and how often for nothing: a generated year, gone through as the service would. */
import { runCommand } from '../bin/command-line.ts';
import { record } from './figures.ts';
import { replay } from './warnings/replay.ts';
import { warningsPage } from './warnings/warnings-page.ts';

const usage = `Measures how many minutes earlier than their alarms breaches are foreseen, and how many warnings a week come to nothing.

  npm run bench:warnings

  --write                puts the figures into docs/models/warnings.md`;

await runCommand({
  usage,
  options: { write: { type: 'boolean' } },
  async run({ values: { write } }) {
    const results = [0.05, 0.1].map((noise) => replay({ weeks: 52, noise, seed: 2026 }));
    for (const result of results) console.log(`${warningsPage(result)}\n`);
    const [calm, noisy] = results;
    if (!write || calm === undefined || noisy === undefined) return;
    await record('warnings', calm);
    await record('warnings-noisy', noisy);
  },
});
