import { readFile } from 'node:fs/promises';
import { fromFile, runCommand } from '../bin/command-line.ts';
import { historyOf, linesOf } from './history/history.ts';
import { judgement } from './history/judgement.ts';
import { violationsOf } from './history/promises.ts';

const usage = `Judges a recorded history by what the service promises.

  npm run check-history -- FILE            one event a line, as a replay or a chaos run leaves it in its data folder

  --proof                what broke a promise is followed by the events that prove it`;

await runCommand({
  usage,
  options: { proof: { type: 'boolean', default: false } },
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [file = ''] }) {
    const events = historyOf(await fromFile('FILE', file, (path) => readFile(path, 'utf8')));
    const violations = violationsOf(events);
    console.log(`${events.length} events\n\n${judgement(violations).join('\n')}`);
    if (values.proof)
      for (const { rule, what, events } of violations) console.log(`\n${rule}: ${what}\n${linesOf(events)}`);
    return violations.length === 0 ? 0 : 1;
  },
});
