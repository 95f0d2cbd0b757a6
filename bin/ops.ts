import { runCommand } from './command-line.ts';
import { audit } from './ops/audit.ts';
import { causes } from './ops/causes.ts';
import { env } from './ops/env.ts';
import { erase } from './ops/erase.ts';
import { failed } from './ops/failed.ts';
import { find } from './ops/find.ts';
import { giveUp } from './ops/give-up.ts';
import { redrive } from './ops/redrive.ts';
import { show } from './ops/show.ts';
import { commonUsage, type Subcommand } from './ops/subcommand.ts';
import { switches } from './ops/switch.ts';

/** What operators do from the terminal: each word after `npm run ops --`, and what it does. */
const subcommands: Readonly<Record<string, Subcommand>> = {
  find,
  show,
  failed,
  redrive,
  'give-up': giveUp,
  causes,
  switch: switches,
  audit,
  erase,
  env,
};

/** What is needed in a hurry, by one word. */
const inAWord: Readonly<Record<string, readonly string[]>> = {
  drain: ['switch', 'on', 'intake-drained'],
  resume: ['switch', 'off', 'intake-drained'],
};

const usage = `What operators do from the terminal, by the same API as the console.

${Object.values(subcommands)
  .map(({ usage }) => usage)
  .join('\n\n')}

${Object.entries(inAWord)
  .map(([word, meant]) => `  npm run ops -- ${word.padEnd(18)} the same as ${meant.join(' ')}`)
  .join('\n')}

Each takes:
${commonUsage}

It calls as the shop's machine client; as a person, with their access token in BACK_OFFICE_TOKEN.`;

const [said = '', ...rest] = process.argv.slice(2);
const [name = '', ...args] = Object.hasOwn(inAWord, said) ? [...(inAWord[said] ?? []), ...rest] : [said, ...rest];
await (Object.hasOwn(subcommands, name) ? subcommands[name]?.run(args) : undefined);
await runCommand({
  usage,
  run() {
    console.log(usage);
    return undefined;
  },
});
