import type { Switch } from '../../lambdas/contingency/switch.ts';
import { noon } from '../builders.ts';

/** A switch that is on since noon; a test states what matters to it. */
export function aSwitch(one: Partial<Switch> & Pick<Switch, 'kind'>): Switch {
  return { from: noon, at: noon, by: 'ada', reason: 'a drill', ...one };
}
