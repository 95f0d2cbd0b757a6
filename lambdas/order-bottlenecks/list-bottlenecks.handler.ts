import { http, json } from '../runtime/http.ts';
import { listBottlenecks } from './list-bottlenecks.ts';

/** Route `GET /operations/bottlenecks`, for staff: where the time of customers went, night by night. */
export const handler = http(async () => json(200, await listBottlenecks(), { 'cache-control': 'no-store' }));
