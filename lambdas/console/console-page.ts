import { namedRoutes } from '../api/routes.ts';
import { html, htmlHeaders, Markup } from '../runtime/html.ts';
import type { ConsoleAssets } from './console-assets.ts';
import type { IssuerEndpoints } from './issuer-endpoints.ts';

/** What the console of a stage has to know. */
export interface ConsoleStage {
  readonly stage: string;
  readonly clientId: string;
  readonly scope: string;
  readonly endpoints: IssuerEndpoints;
  /** Our own short names of the scopes → what they are called at the issuer. */
  readonly scopeNames: Readonly<Record<string, string>>;
}

/** The page of the console: it holds nothing but what its script is to know. */
export function consolePage({ endpoints, scopeNames, ...own }: ConsoleStage, { script, style }: ConsoleAssets): string {
  const settings = { ...own, ...endpoints, allowedBy: allowedBy(scopeNames) };
  // Data, which a browser does not run; nothing in it can end the element.
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Order desk</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="console/${style.name}">
<script type="application/json" id="settings">${new Markup(json)}</script>
<script type="module" src="console/${script.name}"></script>
</head>
<body>
<noscript>The order desk needs JavaScript.</noscript>
</body>
</html>
`.text;
}

/** Of which scopes a token needs one, by operation: from the route table, so that the desk offers what the API allows. */
function allowedBy(scopeNames: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    namedRoutes.flatMap(([name, { access }]) =>
      'anyScopeOf' in access ? [[name, access.anyScopeOf.map((scope) => scopeNames[scope] ?? scope)]] : [],
    ),
  );
}

/** What a browser is told of the page: to run its own script and no other, to ask only us and the issuer. */
export function consoleHeaders({ tokenEndpoint }: IssuerEndpoints): Readonly<Record<string, string>> {
  return htmlHeaders([
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    `connect-src 'self' ${new URL(tokenEndpoint).origin}`,
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
}
