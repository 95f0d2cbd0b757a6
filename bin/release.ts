import { runCommand, WrongUsage, wholeNumber } from './command-line.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';
import { alarmsOf, watchRelease } from './operations/release-watch.ts';

const usage = `Says which release a stage has, watches a new one, or takes it back: what a deployment does before and after it.

  npm run release -- current                  its id, as it was deployed (--release); none where nobody said it
  npm run release -- watch [--minutes N]      looks at its alarms for so long (10); exit code 1 when one begins to ring
  npm run release -- back                     puts the local cloud back to what it was deployed from; of a stage on AWS, the
                                              commit before is deployed (docs/runbooks/operator.md)

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: { ...stageOptions, minutes: { type: 'string' } },
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [what] }) {
    if (what === 'current') {
      console.log(await current(values));
      return 0;
    }
    if (what === 'back') {
      const { local } = await operatedStage('release', values);
      if (local === undefined)
        throw new WrongUsage('back: on AWS, deploy the commit before (docs/runbooks/operator.md).');
      await local.goBack();
      console.log('The local cloud is back at what it was deployed from.');
      return 0;
    }
    if (what !== 'watch') throw new WrongUsage(`${what}: say current, watch or back.`);
    const minutes = wholeNumber('--minutes', values.minutes, { max: 120 }) ?? 10;
    const ringing = await watchRelease(minutes, alarmsOf(await operatedStage('release', values)));
    console.log(
      ringing.length > 0
        ? `Since the release these ring: ${ringing.join(', ')}`
        : `Nothing began to ring in ${minutes} min.`,
    );
    return ringing.length > 0 ? 1 : 0;
  },
});

async function current(values: {
  readonly stage?: string | undefined;
  readonly data?: string | undefined;
}): Promise<string> {
  try {
    return (await operatedStage('release', values)).outputs.Release ?? 'none';
  } catch (error) {
    // The first deployment.
    if (error instanceof Error && error.message.includes('does not stand in')) return 'none';
    throw error;
  }
}
