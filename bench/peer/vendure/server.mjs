/** Vendure, with its job queue in the same process. */
import core from '@vendure/core';
import { config } from './config.mjs';

const app = await core.bootstrap(config);
await app.get(core.JobQueueService).start();
