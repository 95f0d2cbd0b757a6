import * as z from 'zod/mini';
import { onEvent } from '../runtime/on-event.ts';
import { RedrivenExecution, settleRedriven } from './settle-redriven.ts';

/** Target of the rule for executions that were redriven: their orders are no failures any more. */
export const handler = onEvent((event: unknown) => settleRedriven(z.parse(RedrivenExecution, event)));
