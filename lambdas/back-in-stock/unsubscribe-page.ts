import { shopperTextsOf } from '../notifications/texts.ts';
import { defaultLocale, Locale } from '../orders/locale.ts';
import { html, htmlHeaders } from '../runtime/html.ts';
import type { HttpResponse } from '../runtime/http.ts';
import type { HttpRequest } from '../runtime/http-request.ts';

/** What the page may say: what it asks, and what it answers. */
type UnsubscribePage = 'ask' | 'done' | 'gone';

const headers = htmlHeaders(["style-src 'unsafe-inline'", "form-action 'self'"]);

/**
 * The page on which a shopper ends the e-mails about products, in the language of the mail. Nothing of the request
 * stands in it: its button posts to where it is.
 */
export function unsubscribePage(request: HttpRequest, says: UnsubscribePage): HttpResponse {
  const asked = Locale.safeParse(request.queryStringParameters?.locale);
  const locale = asked.success ? asked.data : defaultLocale;
  const { unsubscribe } = shopperTextsOf(locale);
  const button = html`<form method="post"><button name="List-Unsubscribe" value="One-Click">${unsubscribe.button}</button></form>`;
  const body = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${unsubscribe.title}</title>
<style>
:root { color-scheme: light dark }
body { font: 17px/1.5 system-ui, sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1.5em }
button { font: inherit; padding: .6em 1.4em }
</style>
</head>
<body>
<main>
<h1>${unsubscribe.title}</h1>
<p>${unsubscribe[says]}</p>
${says === 'ask' && button}
</main>
</body>
</html>
`.text;
  return { statusCode: says === 'gone' ? 404 : 200, headers, body };
}
