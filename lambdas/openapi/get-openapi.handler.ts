import { http, json } from '../runtime/http.ts';
import { openApiDocument } from './openapi-document.ts';

/** Route `GET /openapi.json`: the API's own description. */
export const handler = http(async () => json(200, openApiDocument(), { 'cache-control': 'max-age=300' }));
