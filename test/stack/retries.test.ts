import { describe, expect, it } from 'vitest';
import { everyProvider, named, type Resource, stageContexts, synthesised } from './synthesised.ts';

const aMinute = 60;

/** The state machine's own retries are held by test/stack/order-workflow.test.ts. */
describe.each(Object.entries(stageContexts))('in stage %s, a dependency that is away for a minute', (_, context) => {
  const { resources } = synthesised({ ...context, ...everyProvider });

  it('is back before a message of any queue is a dead letter', () => {
    const tried = resources('AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy !== undefined);
    expect(tried.length).toBeGreaterThanOrEqual(3);
    // A message that failed comes again when its visibility timeout is over.
    const seconds = tried.map(({ logicalId, Properties }) => {
      const { maxReceiveCount } = Properties.RedrivePolicy as { maxReceiveCount: number };
      return { logicalId, seconds: (maxReceiveCount - 1) * Number(Properties.VisibilityTimeout) };
    });
    expect(seconds.filter((queue) => queue.seconds <= aMinute)).toEqual([]);
  });

  it('is back before a change of any table is a dead letter', () => {
    const streams = resources('AWS::Lambda::EventSourceMapping').filter(
      ({ Properties }) => Properties.StartingPosition !== undefined,
    );
    expect(streams.length).toBeGreaterThanOrEqual(1);
    for (const { Properties } of streams) {
      // AWS states no pause between the tries of a stream: only time bounds them from below.
      expect(Properties.MaximumRetryAttempts ?? -1).toBe(-1);
      const age = Number(Properties.MaximumRecordAgeInSeconds ?? -1);
      // -1, the default: as long as the stream keeps it, a day.
      expect(age === -1 || age > aMinute).toBe(true);
    }
  });

  it('is back before what the clock asks for is dropped: it is asked for again, by Lambda or by the clock', () => {
    const calledOnce = resources('AWS::Lambda::EventInvokeConfig').filter(
      ({ Properties }) => Properties.MaximumRetryAttempts === 0,
    );
    const schedules = resources('AWS::Scheduler::Schedule');
    expect(schedules.length).toBeGreaterThanOrEqual(6);
    // Lambda repeats an asynchronous call after one minute, and after two more.
    const lost = schedules.filter(
      (schedule) =>
        !String(schedule.Properties.ScheduleExpression).startsWith('rate(') &&
        calledOnce.some((settings) => functionOf(settings) === targetOf(schedule)),
    );
    expect(lost.map(({ logicalId }) => logicalId)).toEqual([]);
  });

  it('asks for ratings more often than once a day: what one run had no time for would grow, until nobody is asked', () => {
    const { Properties } = named(resources('AWS::Scheduler::Schedule'), /^OrderRatings/);
    expect(Properties.ScheduleExpression).toBe('cron(0 9-19 * * ? *)');
  });
});

function functionOf({ Properties }: Resource): string | undefined {
  return (Properties.FunctionName as { Ref?: string }).Ref;
}

function targetOf({ Properties }: Resource): string | undefined {
  return (Properties.Target as { Arn: { 'Fn::GetAtt'?: [string, string] } }).Arn['Fn::GetAtt']?.[0];
}
