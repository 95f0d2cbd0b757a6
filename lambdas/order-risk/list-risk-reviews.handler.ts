import { http, json } from '../runtime/http.ts';
import { listRiskReviews } from './list-risk-reviews.ts';

/** Route `GET /operations/risk-reviews`: the doubtful orders that wait for a decision. */
export const handler = http(async () => json(200, await listRiskReviews(), { 'cache-control': 'no-store' }));
