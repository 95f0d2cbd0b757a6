import { expect, it } from 'vitest';
import { foreseenAlarms } from '../../lib/early-warnings.ts';
import { everyProvider, stageContexts, synthesised } from './synthesised.ts';

it.each(Object.entries(stageContexts))('foresees alarms that stage %s has, each of them', (_, context) => {
  const { resources } = synthesised({ ...context, ...everyProvider });
  const named = resources('AWS::Lambda::Function').flatMap(({ Properties }) => {
    const { Variables } = Properties.Environment as { Variables: Readonly<Record<string, string>> };
    return Variables.FORESEEN_ALARMS === undefined ? [] : (JSON.parse(Variables.FORESEEN_ALARMS) as string[]);
  });
  const alarms = resources('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
  expect(named.filter((name) => !alarms.includes(name))).toEqual([]);
  expect(named.map((name) => name.split('-').at(-1)).sort()).toEqual([...foreseenAlarms].sort());
});
