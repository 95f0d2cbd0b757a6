import { setTimeout as pause } from 'node:timers/promises';
import { runCommand, WrongUsage, wholeNumber } from '../bin/command-line.ts';
import { operatedStage } from '../bin/operations/operated-stage.ts';
import { calmProviders, type Lesson, trainingCloud } from './drills/drill.ts';
import { drills, isDrill } from './drills/registry.ts';
import { settingsFrom } from './settings.ts';

const usage = `Breaks something on the local cloud for you to put right, looks in the books whether you did, and says how it is done better.

  npm run drill -- NAME

${Object.entries(drills)
  .map(([name, { title, minutes }]) => `  ${name.padEnd(20)} ${title} (${minutes} minutes)`)
  .join('\n')}

  --minutes N               how long you have, in place of the drill's own
  --data FOLDER             the data folder of the local cloud (.local)

Start a cloud first (npm start), and have a second terminal at hand. Exit code 1 when something was not right.`;

await runCommand({
  usage,
  options: { minutes: { type: 'string' }, data: { type: 'string' } },
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [name = ''] }) {
    if (!isDrill(name)) throw new WrongUsage(`There is no drill "${name}": ${Object.keys(drills).join(', ')}.`);
    const { told, runbook, begin, minutes: ownMinutes } = drills[name];
    const minutes = wholeNumber('--minutes', values.minutes) ?? ownMinutes;
    const cloud = await trainingCloud(
      await operatedStage('drill', { data: values.data }),
      settingsFrom({ dataFolder: values.data }).dataFolder,
    );
    console.log('Something is about to go wrong …');
    const trouble = await begin(cloud).catch(async (error) => {
      await calmProviders(cloud.issuerPort);
      throw error;
    });
    const begunAt = Date.now();
    process.once('SIGINT', () => void trouble.takeAway().finally(() => process.exit(130)));
    try {
      console.log(
        `\n${[...told, ...(trouble.told ?? [])].join('\n')}\n\nYou have ${minutes} minutes. What to do: ${runbook}\n`,
      );
      const isOver = await within(minutes * 60_000, trouble.isOver);
      const seconds = Math.round((Date.now() - begunAt) / 1000);
      console.log(
        isOver ? `The goal is reached, after ${seconds} s.` : 'The time is over, and the goal is not reached.',
      );
      const lessons = await trouble.lessons();
      console.log(lessons.map(line).join('\n'));
      return isOver && lessons.every(({ isRight }) => isRight) ? 0 : 1;
    } finally {
      await trouble.takeAway();
    }
  },
});

async function within(milliseconds: number, isOver: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    if (await isOver()) return true;
    await pause(2_000);
  }
  return isOver();
}

function line({ what, isRight, better }: Lesson): string {
  return `  ${isRight ? '✓' : '✗'} ${what}${isRight ? '' : `\n      ${better}`}`;
}
