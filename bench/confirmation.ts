/** How well the time to a confirmation is foreseen, beside the plain moving average, on a generated shop. */
import { runCommand } from '../bin/command-line.ts';
import { confirmationPage } from './confirmation/confirmation-page.ts';
import { rollingNights } from './confirmation/generated.ts';
import { record } from './figures.ts';

const usage = `Measures how well the time to a confirmation is foreseen: pinball loss and coverage night by night, beside the plain moving average.

  npm run bench:confirmation

  --write                puts the figures into docs/models/confirmation.md`;

await runCommand({
  usage,
  options: { write: { type: 'boolean' } },
  async run({ values: { write } }) {
    const result = rollingNights(2026);
    console.log(confirmationPage(result));
    if (write) await record('confirmation', result);
  },
});
