import { onEvent } from '../runtime/on-event.ts';
import { askAboutDueParcels } from './ask-about-due-parcels.ts';

/** By the clock: asks about the parcels that are due. */
export const handler = onEvent(async () => askAboutDueParcels());
