import { audited } from '../audit/audited.ts';
import { currentSwitches } from '../contingency/current-switches.ts';
import { invalidSwitch } from '../contingency/problems.ts';
import { switchTable } from '../contingency/switch-table.ts';
import { providerFunctions } from '../payments/provider-functions.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import { systemClock } from '../runtime/clock.ts';
import { json } from '../runtime/http.ts';
import { changeSwitch, listOf } from './change-switch.ts';
import { paymentMethods } from './payment-methods.ts';
import { SwitchChange } from './switch-change.ts';

/** What each route does. */
export const actions: Actions = {
  'GET /operations/switches': async () => json(200, listOf((await switchTable().find()).switches, systemClock())),
  'PUT /operations/switches': async (request, caller) => {
    const change = bodyOf(request, SwitchChange, invalidSwitch);
    const { reason, kind, target, ...after } = change;
    const asked = { action: 'changeSwitch', about: [kind, target].filter(Boolean).join(' '), reason, after };
    return json(200, await audited(request, caller, asked, () => changeSwitch(caller, change)));
  },
  'GET /payment-methods': async () =>
    json(200, paymentMethods(Object.keys(providerFunctions()), await currentSwitches(), systemClock())),
};

/** The routes of the switches, and what storefronts are told of them. */
export const handler = httpActions(actions);
