import { badDeploy } from './bad-deploy.ts';
import { carrierDown } from './carrier-down.ts';
import type { Drill } from './drill.ts';
import { lostNotification } from './lost-notification.ts';
import { oversoldCount } from './oversold-count.ts';
import { poisonOrder } from './poison-order.ts';
import { providerDown } from './provider-down.ts';
import { regionLoss } from './region-loss.ts';
import { restore } from './restore.ts';
import { sesThrottled } from './ses-throttled.ts';

/** Every drill, by the name that it is called by. */
export const drills = {
  'provider-down': providerDown,
  'carrier-down': carrierDown,
  'ses-throttled': sesThrottled,
  'poison-order': poisonOrder,
  'lost-notification': lostNotification,
  'oversold-count': oversoldCount,
  restore,
  'bad-deploy': badDeploy,
  'region-loss': regionLoss,
} as const satisfies Record<string, Drill>;

/** The name of a drill. */
export type DrillName = keyof typeof drills;

/** Whether there is a drill of this name. */
export function isDrill(name: string): name is DrillName {
  return name in drills;
}
