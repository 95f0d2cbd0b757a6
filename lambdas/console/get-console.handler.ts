import { ofEachScope } from '../access/scopes.ts';
import { scopePrefix } from '../runtime/caller.ts';
import { environment } from '../runtime/environment.ts';
import { openHttp } from '../runtime/http.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { consoleAssets } from './console-assets.ts';
import { consoleHeaders, consolePage } from './console-page.ts';
import { discoverEndpoints, type IssuerEndpoints } from './issuer-endpoints.ts';

let discovered: Promise<IssuerEndpoints> | undefined;

/** Route `GET /console`: the operators' page. */
export const handler = openHttp(async () => {
  const clientId = environment('CONSOLE_CLIENT_ID');
  if (clientId === 'none') {
    const detail = 'This stage names no client of its issuer by which people sign in: deploy it with --console-client.';
    throw new Problem(notFound, detail);
  }
  // Asked once for as long as the function lives; an issuer that did not answer is asked again.
  discovered ??= discoverEndpoints(environment('ISSUER')).catch((error) => {
    discovered = undefined;
    throw error;
  });
  const endpoints = await discovered;
  const stage = {
    stage: environment('STAGE'),
    clientId,
    scope: environment('CONSOLE_SCOPE'),
    endpoints,
    scopeNames: ofEachScope(({ scopeName }) => `${scopePrefix()}${scopeName}`),
  };
  return { statusCode: 200, headers: consoleHeaders(endpoints), body: consolePage(stage, consoleAssets()) };
});
