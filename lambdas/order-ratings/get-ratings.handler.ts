import { http, json } from '../runtime/http.ts';
import { showRatings } from './rating-overview.ts';

/** Route `GET /operations/ratings`, for staff: what customers make of their orders. */
export const handler = http(async () => json(200, await showRatings(), { 'cache-control': 'no-store' }));
