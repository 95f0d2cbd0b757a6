import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stageContexts, synthesised } from './synthesised.ts';

const levels = ['DEBUG', 'INFO', 'WARN', 'ERROR'];
const { stage, resources } = synthesised(stageContexts.prod);

/** Every line that the functions log, and at which level. */
const logged = globSync('lambdas/**/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/logger\.(debug|info|warn|error)\(\s*'([^']+)'/g)].map(
    ([, level = '', message = '']) => ({ message, level: level.toUpperCase() }),
  ),
);

/** What points an operator or a stock keeper to a log: the documents and the descriptions of the alarms. */
const texts = [
  ...[...globSync('docs/{,runbooks/}*.md'), ...globSync('README*.md')].map((file) => readFileSync(file, 'utf8')),
  ...resources('AWS::CloudWatch::Alarm').map(({ Properties }) => String(Properties.AlarmDescription)),
];
const quotedIn = (text: string) => [...text.matchAll(/["`]([^"`\n]+)["`]/g)].map(([, phrase = '']) => phrase);

describe('a log line that a document points to', () => {
  it('is written in prod', () => {
    const hidden = logged.filter(({ level }) => levels.indexOf(level) < levels.indexOf(stage.logLevel));
    expect(hidden.length).toBeGreaterThan(3);
    const quoted = new Set(texts.flatMap(quotedIn));
    expect(hidden.filter(({ message }) => quoted.has(message))).toEqual([]);
  });

  it('exists', () => {
    const pointedTo = texts
      .flatMap((text) => [...text.matchAll(/\blogs?\b[^."\n]{0,40}"([^"\n]+ [^"\n]+)"/g)])
      .map(([, phrase = '']) => phrase);
    expect(pointedTo.length).toBeGreaterThan(3);
    const messages = new Set(logged.map(({ message }) => message));
    expect(pointedTo.filter((phrase) => !messages.has(phrase))).toEqual([]);
  });
});
