import { onEvent } from '../runtime/on-event.ts';
import { tendCases } from './tend-cases.ts';

/** Every minute: the shop's part of the return cases that are due. */
export const handler = onEvent(() => tendCases());
