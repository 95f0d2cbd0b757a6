import { http, json } from '../runtime/http.ts';
import { listRefundApprovals } from './list-refund-approvals.ts';

/** Route `GET /operations/refund-approvals`: the refunds that wait for another person. */
export const handler = http(async () => json(200, { approvals: await listRefundApprovals() }));
