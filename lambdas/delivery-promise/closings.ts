import type { Switch } from '../contingency/switch.ts';
import { endOf } from '../contingency/switch-end.ts';
import { daysAfter, localTime } from '../runtime/local-day.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';

/** The days on which the warehouse is closed by a switch beside its calendar, those that are over too. */
export function closedDays(
  { warehouse: { timeZone, cutOff } }: Pick<DeliveryPolicy, 'warehouse'>,
  switches: readonly Switch[],
): readonly string[] {
  return switches.flatMap((one) => {
    const end = endOf(one);
    if (one.kind !== 'warehouse-closed' || end === undefined || end <= one.from) return [];
    const [first, opens] = [localTime(new Date(one.from), timeZone), localTime(new Date(end), timeZone)];
    // On the day on which it opens again, what is there by the cut-off leaves.
    const last = opens.time < cutOff ? daysAfter(opens.day, -1) : opens.day;
    const days: string[] = [];
    for (let day = first.day; day <= last; day = daysAfter(day, 1)) days.push(day);
    return days;
  });
}

/** What a shop promises, with the days on which its warehouse is closed by a switch. */
export function withClosings(policy: DeliveryPolicy, switches: readonly Switch[]): DeliveryPolicy {
  const closed = closedDays(policy, switches);
  if (closed.length === 0) return policy;
  const { warehouse } = policy;
  return { ...policy, warehouse: { ...warehouse, closedOn: [...warehouse.closedOn, ...closed] } };
}
