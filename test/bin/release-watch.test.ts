import { describe, expect, it } from 'vitest';
import { watchRelease } from '../../bin/operations/release-watch.ts';

const stage = 'order-confirmation-prod';

/** Watches for ten minutes, while these alarms ring, look after look; the last goes on. */
async function watched(...looks: readonly (readonly string[])[]) {
  let now = 0;
  let look = 0;
  const begun = await watchRelease(10, {
    ringing: async () => (looks[Math.min(look++, looks.length - 1)] ?? []).map((name) => `${stage}-${name}`),
    pause: async (milliseconds) => {
      now += milliseconds;
    },
    now: () => now,
  });
  return { begun: begun.map((name) => name.replace(`${stage}-`, '')), seconds: now / 1000 };
}

describe('a release', () => {
  it('is well when nothing begins to ring as long as it is watched', async () => {
    expect(await watched([])).toEqual({ begun: [], seconds: 600 });
  });

  it.each([
    'InternalErrors',
    'ExecutionsFailed',
    'operations-ConfirmationsBurnFast',
    'SubmitOrderErrors',
    'NoticesDeadLetters',
  ])('is bad as soon as %s rings', async (name) => {
    expect(await watched([], [], [name])).toEqual({ begun: [name], seconds: 30 });
  });

  it('is not to blame for what rang before it, but for what rings anew', async () => {
    expect(await watched(['InternalErrors'], ['InternalErrors'])).toEqual({ begun: [], seconds: 600 });
    expect(await watched(['InternalErrors'], [], ['InternalErrors'])).toEqual({
      begun: ['InternalErrors'],
      seconds: 30,
    });
  });

  it('is not to blame for what comes of others, or slowly', async () => {
    expect(
      (await watched([], ['EmailBounces', 'SmsSpending', 'operations-ApiBurnSlow', 'FunctionThrottles'])).begun,
    ).toEqual([]);
  });
});
