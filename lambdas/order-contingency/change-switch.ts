import { setTimeout } from 'node:timers/promises';
import { carrierMeant } from '../carriers/outages.ts';
import { invalidSwitch } from '../contingency/problems.ts';
import { type Switch, stateOf } from '../contingency/switch.ts';
import { endOf } from '../contingency/switch-end.ts';
import { switchKind } from '../contingency/switch-kinds.ts';
import { type SwitchTable, switchTable } from '../contingency/switch-table.ts';
import { providerFunctions } from '../payments/provider-functions.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { OverloadError } from '../runtime/overload-error.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import { stageShop } from '../shop/stage-shop.ts';
import type { SwitchChange, SwitchList } from './switch-change.ts';

/** What changing a switch touches. */
export interface ChangeSwitchPorts {
  readonly switches: Pick<SwitchTable, 'find' | 'replace'>;
  /** The payment providers of the stage, and the carriers that its shop promises by beside those that are known anyway. */
  readonly paymentProviders: readonly string[];
  readonly carriers: readonly string[];
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const production = (): ChangeSwitchPorts => ({
  switches: switchTable(),
  paymentProviders: Object.keys(providerFunctions()),
  carriers: stageShop().delivery?.services.map(({ carrier }) => carrier) ?? [],
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

const day = 86_400_000;

/** Nobody plans a contingency for longer. */
const longestDays = 90;

/** What is over is shown for a week; and kept for as long as the silence of a carrier may be reckoned with, or a closing. */
const [shownDays, keptDays] = [7, 90];

/** More are on at once in no contingency, and of no more that are over is anything known: all are read together. */
const mostSwitches = 50;

/**
 * Turns a switch on or off; everybody knows of it within ten seconds. What is on already stays on since it was, with the
 * end, reason and settings that are said now; what is off stays off. Two at once follow each other.
 * @throws Problem invalid-switch naming the field
 * @throws SwitchContention worth a repeat
 */
export async function changeSwitch(
  { name: by }: Pick<Caller, 'name'>,
  change: SwitchChange,
  ports: ChangeSwitchPorts = production(),
): Promise<SwitchList> {
  const { switches, clock, pause } = ports;
  const changed = await againIfOvertaken(async () => {
    const before = await switches.find();
    const now = clock();
    const after = changedBy(change, before.switches, by, now, ports);
    if (after === before.switches) return listOf(after, now);
    return (await switches.replace(before, after)) ? listOf(after, now) : undefined;
  }, pause);
  if (changed === undefined) throw new SwitchContention('the switches change all the time');
  return changed;
}

/** What is shown of the switches at a moment, what is on first. */
export function listOf(switches: readonly Switch[], now: Date): SwitchList {
  const order = ['ON', 'PLANNED', 'OVER'];
  return {
    switches: keptOf(switches, now, shownDays)
      .map((one) => ({ ...one, state: stateOf(one, now) }))
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.from < b.from ? 1 : -1)),
  };
}

/** Many operators at the same moment. */
class SwitchContention extends OverloadError {
  override readonly name = 'SwitchContention';
}

/** @returns the same list where nothing changes */
function changedBy(
  change: SwitchChange,
  before: readonly Switch[],
  by: string,
  now: Date,
  ports: Pick<ChangeSwitchPorts, 'paymentProviders' | 'carriers'>,
): readonly Switch[] {
  const target = targetOf(change, ports);
  const at = now.toISOString();
  const current = before.find(
    (one) => one.kind === change.kind && one.target === target && stateOf(one, now) !== 'OVER',
  );
  const others = before.filter((one) => one !== current);
  if (change.state === 'OFF') {
    if (change.from !== undefined || change.until !== undefined) refuse('/until', 'is for ON');
    return current === undefined ? before : [...others, { ...current, endedAt: at, by, at, reason: change.reason }];
  }
  const { kind, reason, retryAfterSeconds, mostPerOrder } = change;
  const from = change.from === undefined ? undefined : new Date(change.from).toISOString();
  const until = change.until === undefined ? undefined : new Date(change.until).toISOString();
  const since = from ?? (current !== undefined && current.from < at ? current.from : at);
  checkTimes({ kind, from, until, since }, now);
  if (current === undefined && others.filter((one) => stateOf(one, now) !== 'OVER').length >= mostSwitches) {
    refuse('/kind', `${mostSwitches} switches are on already`);
  }
  const turned = {
    ...{ kind, from: since, by, at, reason },
    ...(target !== undefined && { target }),
    ...(until !== undefined && { until }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(mostPerOrder !== undefined && { mostPerOrder }),
  };
  const kept = Map.groupBy(keptOf(others, now, keptDays), (one) => stateOf(one, now) === 'OVER');
  return [...(kept.get(true) ?? []).slice(-mostSwitches), ...(kept.get(false) ?? []), turned];
}

/** What a switch is about, as switches have it. @throws Problem invalid-switch */
function targetOf(
  { kind, target, state, ...settings }: SwitchChange,
  { paymentProviders, carriers }: Pick<ChangeSwitchPorts, 'paymentProviders' | 'carriers'>,
): string | undefined {
  const { target: wanted, setting } = switchKind(kind);
  for (const name of ['retryAfterSeconds', 'mostPerOrder'] as const) {
    if (settings[name] !== undefined && (name !== setting || state === 'OFF'))
      refuse(`/${name}`, `is not for ${kind} ${state}`);
  }
  if (wanted === undefined) return target === undefined ? undefined : refuse('/target', `there is one ${kind} only`);
  if (target === undefined) return wanted.isOptional ? undefined : refuse('/target', `must name the ${wanted.is}`);
  if (wanted.is === 'SKU') return target;
  if (wanted.is === 'carrier') {
    return carrierMeant(target, carriers) ?? refuse('/target', `there is no carrier ${target}`);
  }
  if (paymentProviders.includes(target)) return target;
  return refuse('/target', `there is no payment provider ${target}; known: ${paymentProviders.join(', ') || 'none'}`);
}

/** @throws Problem invalid-switch where the times cannot be */
function checkTimes(
  { kind, from, until, since }: Pick<Switch, 'kind' | 'until'> & { from: string | undefined; since: string },
  now: Date,
): void {
  const at = now.toISOString();
  const latest = new Date(now.getTime() + longestDays * day).toISOString();
  if (from !== undefined && from < at) refuse('/from', 'is over: without it, it is on from now');
  if (from !== undefined && from > latest) refuse('/from', `must be within ${longestDays} days`);
  if (until === undefined && switchKind(kind).needsUntil) refuse('/until', 'must say when it ends');
  if (until === undefined) return;
  if (until <= at) refuse('/until', 'is over');
  if (until <= since) refuse('/until', 'must be behind its begin');
  if (Date.parse(until) - Date.parse(since) > longestDays * day) refuse('/until', `must be within ${longestDays} days`);
}

/** Those of them that are not over for longer than so many days. */
function keptOf(switches: readonly Switch[], now: Date, days: number): readonly Switch[] {
  const oldest = new Date(now.getTime() - days * day).toISOString();
  return switches.filter((one) => (endOf(one) ?? oldest) >= oldest);
}

function refuse(pointer: string, detail: string): never {
  const errors: readonly FieldError[] = [{ pointer: `#${pointer}`, detail }];
  throw new Problem(invalidSwitch, 'The switch was left as it was; see errors.', { errors });
}
