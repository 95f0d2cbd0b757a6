import { fromQueue } from '../runtime/queue.ts';
import { RedriveRun } from './redrive-queue.ts';
import { runRedrive } from './run-redrive.ts';

/** Consumer of the queue of redrives: goes on with one. */
export const handler = fromQueue(RedriveRun, ({ redriveId }) => runRedrive(redriveId));
