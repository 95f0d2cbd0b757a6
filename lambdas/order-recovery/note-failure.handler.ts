import * as z from 'zod/mini';
import { onEvent } from '../runtime/on-event.ts';
import { ExecutionFailure, noteFailure } from './note-failure.ts';

/** Target of the rule for executions that failed: the order says that it is delayed, and stands among the failures. */
export const handler = onEvent((event: unknown) => noteFailure(z.parse(ExecutionFailure, event)));
