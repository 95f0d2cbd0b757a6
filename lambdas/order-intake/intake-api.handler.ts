import { audited } from '../audit/audited.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import { json } from '../runtime/http.ts';
import { changeIntake } from './change-intake.ts';
import { IntakeChange } from './intake.ts';
import { intakeTable } from './intake-table.ts';
import { invalidIntake } from './problems.ts';

/** What each route does. */
export const actions: Actions = {
  'GET /operations/intake': async () => json(200, await intakeTable().find()),
  'PUT /operations/intake': async (request, caller) => {
    const change = bodyOf(request, IntakeChange, invalidIntake);
    const { reason, ...after } = change;
    const asked = { action: 'changeIntake', reason, after };
    return json(200, await audited(request, caller, asked, () => changeIntake(caller, change)));
  },
};

/** The routes that say whether new orders are taken. */
export const handler = httpActions(actions);
