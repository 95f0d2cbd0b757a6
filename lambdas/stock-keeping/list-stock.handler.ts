import { stockCursor } from '../inventory/stock-cursor.ts';
import { http, json } from '../runtime/http.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { listStock } from './list-stock.ts';

/** Route `GET /operations/stock?limit=&cursor=`, for staff: the stock of all products. */
export const handler = http(async (request) => json(200, await listStock(pageLimit(request), stockCursor(request))));
