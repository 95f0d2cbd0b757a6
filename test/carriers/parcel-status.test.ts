import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveredAt, movedBy, movedByStaff, parcelOf } from '../../lambdas/carriers/parcel-status.ts';
import { type Parcel, type ParcelState, parcelStates, type Scan } from '../../lambdas/orders/parcel.ts';
import { noon } from '../builders.ts';
import { histories } from '../histories.ts';

const now = new Date(noon);
const left = { at: '2026-11-20T08:00:00.000Z' };
const at = (hour: number) => new Date(Date.parse(left.at) + hour * 3_600_000).toISOString();
const scan = (hour: number, state: ParcelState, more: Partial<Scan> = {}): Scan => ({ at: at(hour), state, ...more });

/** The parcel once its carrier has been asked so often, and has said these scans each time. */
function after(...answers: readonly (readonly Scan[])[]): Parcel {
  let parcel: Parcel | undefined;
  for (const scans of answers) {
    parcel = movedBy({ ...left, ...(parcel && { parcel }) }, { scans }, now)?.parcel ?? parcel;
  }
  return parcelOf({ ...left, ...(parcel && { parcel }) });
}

describe('a parcel', () => {
  it('stands at its label, since it left, until there is news of it', () => {
    expect(parcelOf(left)).toEqual({ state: 'LABEL_CREATED', since: left.at, at: left.at, scans: [] });
  });

  it('moves with its scans, and says through which states it came since the last answer', () => {
    const scans = [scan(1, 'IN_TRANSIT'), scan(30, 'OUT_FOR_DELIVERY'), scan(33, 'DELIVERED', { place: 'Leeds' })];
    const parcel = after([scan(1, 'IN_TRANSIT')]);

    expect(movedBy({ ...left, parcel }, { scans, estimatedDelivery: '2026-11-22' }, now)).toEqual({
      parcel: { state: 'DELIVERED', since: at(33), at: at(33), estimatedDelivery: '2026-11-22', scans },
      passed: ['OUT_FOR_DELIVERY', 'DELIVERED'],
    });
  });

  it('takes a scan from before the warehouse noted that it left', () => {
    expect(after([scan(-2, 'IN_TRANSIT')])).toMatchObject({ state: 'IN_TRANSIT', since: at(-2) });
  });

  it('changes by no repeat', () => {
    const scans = [scan(1, 'IN_TRANSIT'), scan(30, 'EXCEPTION')];

    expect(movedBy({ ...left, parcel: after(scans) }, { scans: [...scans].reverse() }, now)).toBeUndefined();
  });

  it.each([
    ['a depot scans it behind its delivery', 'DELIVERED', 'IN_TRANSIT', 'DELIVERED'],
    ['its carrier finds that it was not delivered', 'DELIVERED', 'ATTEMPT_FAILED', 'ATTEMPT_FAILED'],
    ['one that was lost turns up', 'LOST', 'IN_TRANSIT', 'IN_TRANSIT'],
    ['one that goes back is delivered to the shop', 'RETURNED', 'DELIVERED', 'RETURNED'],
    ['its label is printed again', 'OUT_FOR_DELIVERY', 'LABEL_CREATED', 'OUT_FOR_DELIVERY'],
    ['the driver brings it back to the depot', 'OUT_FOR_DELIVERY', 'IN_TRANSIT', 'IN_TRANSIT'],
  ] as const)('where %s stands as it should', (_what, before, then, state) => {
    expect(after([scan(1, before)], [scan(1, before), scan(5, then)])).toMatchObject({ state, at: at(5) });
  });

  it('that was delivered is so too where the carrier says that late, behind a scan of later', () => {
    const news = movedBy({ ...left, parcel: after([scan(5, 'IN_TRANSIT')]) }, { scans: [scan(4, 'DELIVERED')] }, now);

    expect(news).toMatchObject({ parcel: { state: 'DELIVERED', since: at(4), at: at(5) }, passed: ['DELIVERED'] });
  });

  it('is told of nothing that it is past', () => {
    const parcel = after([scan(9, 'DELIVERED')]);

    expect(movedBy({ ...left, parcel }, { scans: [scan(8, 'OUT_FOR_DELIVERY')] }, now)?.passed).toEqual([]);
  });

  it('is not stopped by a scan of next year', () => {
    expect(after([scan(9_000, 'DELIVERED'), scan(1, 'IN_TRANSIT')])).toMatchObject({ state: 'IN_TRANSIT', at: at(1) });
  });

  it('goes where staff say, whatever its carrier has said, and from there on as that says', () => {
    const parcel = after([scan(1, 'RETURNED')]);
    const moved = movedByStaff({ ...left, parcel }, { state: 'IN_TRANSIT', message: 'sent again' }, now);

    expect(moved).toMatchObject({ passed: ['IN_TRANSIT'], parcel: { state: 'IN_TRANSIT', since: noon } });
    expect(movedByStaff({ ...left, parcel }, { state: 'RETURNED' }, now)).toBeUndefined();
    const later = { at: '2026-11-23T18:00:00.000Z', state: 'DELIVERED' } as const;
    expect(movedBy({ ...left, ...moved }, { scans: [later] }, now)?.parcel).toMatchObject({ state: 'DELIVERED' });
  });

  it('ends where its scans lead, however late, often and out of order they come', () => {
    const life = fc.array(fc.tuple(fc.integer({ min: 0, max: 70 }), fc.constantFrom(...parcelStates)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        life.chain((scans) =>
          fc.tuple(
            fc.constant(scans.map(([hour, state]) => scan(hour, state))),
            fc.array(fc.shuffledSubarray(scans.map(([hour, state]) => scan(hour, state))), { maxLength: 6 }),
          ),
        ),
        ([whole, answers]) => {
          expect(after(...answers, whole)).toEqual(after(whole));
        },
      ),
      { numRuns: histories(2_000) },
    );
  });
});

describe('an order', () => {
  const parcel = (state: ParcelState, hour: number) => ({ ...left, parcel: after([scan(hour, state)]) });

  it('was delivered when the last parcel of it arrived', () => {
    expect(deliveredAt({ status: 'SHIPPED' }, [parcel('DELIVERED', 9), parcel('DELIVERED', 5)])).toBe(at(9));
  });

  it('waits no longer for what is lost or goes back', () => {
    expect(deliveredAt({ status: 'SHIPPED' }, [parcel('DELIVERED', 5), parcel('LOST', 60)])).toBe(at(5));
    expect(deliveredAt({ status: 'SHIPPED' }, [parcel('LOST', 60), parcel('RETURNED', 50)])).toBeUndefined();
  });

  it.each([
    ['something of it is still to be shipped', 'CONFIRMED', [parcel('DELIVERED', 5)]],
    ['a parcel of it is on its way', 'SHIPPED', [parcel('DELIVERED', 5), parcel('IN_TRANSIT', 3)]],
    ['nobody knows of a parcel of it', 'SHIPPED', [parcel('DELIVERED', 5), left]],
    ['nothing has left of it', 'SHIPPED', []],
  ] as const)('was not delivered while %s', (_while, status, shipments) => {
    expect(deliveredAt({ status }, shipments)).toBeUndefined();
  });
});
