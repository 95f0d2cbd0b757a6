import { scopePrefix } from '../runtime/caller.ts';
import { environment } from '../runtime/environment.ts';
import { json, openHttp } from '../runtime/http.ts';
import { deployedDocument } from './deployed-document.ts';

/** Route `GET /openapi.json`: the API's own description as this stage has it, for everybody. */
export const handler = openHttp(async () => {
  const document = await deployedDocument({
    apiUrl: environment('API_URL'),
    issuer: environment('ISSUER').replace(/\/$/, ''),
    scopePrefix: scopePrefix(),
  });
  return json(200, document, { 'cache-control': 'max-age=300' });
});
