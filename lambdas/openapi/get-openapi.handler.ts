import { json, openHttp } from '../runtime/http.ts';
import { openApiDocument } from './openapi-document.ts';

/** Route `GET /openapi.json`: the API's own description, for everybody. */
export const handler = openHttp(async () => json(200, openApiDocument(), { 'cache-control': 'max-age=300' }));
