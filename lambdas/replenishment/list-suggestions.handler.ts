import { stockCursor } from '../inventory/stock-cursor.ts';
import { http, json } from '../runtime/http.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { listSuggestions } from './list-suggestions.ts';

/** Route `GET /operations/replenishment?limit=&cursor=`, for staff: what should be ordered of the products of a page. */
export const handler = http(async (request) =>
  json(200, await listSuggestions(pageLimit(request), stockCursor(request))),
);
