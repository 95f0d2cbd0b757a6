import { runCommand } from '../command-line.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from '../operations/operated-stage.ts';
import { callersOf } from '../smoke/access-tokens.ts';
import type { Subcommand } from './subcommand.ts';

const usage = `  npm run ops -- env                what a shell needs to call the API by hand: eval "$(npm run ops --silent -- env)" sets API_URL and
                                    STAFF_TOKEN, which is good for an hour at most. Do not print it`;

/** `npm run ops -- env`: the address of the API and a token for staff, for the calls that documents give. */
export const env: Subcommand = {
  usage,
  run: (args) =>
    runCommand(
      {
        usage: `${usage}\n\n${stageOptionsUsage}`,
        options: stageOptions,
        async run({ values }) {
          try {
            const stage = await operatedStage('ops', values);
            const [url, token] = [stage.output('ApiUrl'), await callersOf(stage).backOffice()];
            console.log(`export API_URL=${quoted(url)}\nexport STAFF_TOKEN=${quoted(token)}`);
          } catch (error) {
            // Whoever goes on all the same calls no stage that the shell still has from before.
            console.log('unset API_URL STAFF_TOKEN');
            throw error;
          }
          return 0;
        },
      },
      args,
    ),
};

/** As one word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
