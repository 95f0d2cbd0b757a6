import { createHash } from 'node:crypto';
import { pageTextsOf, textsOf } from '../notifications/texts.ts';
import type { Locale } from '../orders/locale.ts';
import { html, Markup } from '../runtime/html.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** What a document shows. */
export interface PageDocument {
  readonly locale: Locale;
  readonly title: string;
  readonly shop: string;
  readonly main: Markup;
  /** How its script keeps it up to date: every few seconds, or now and then. */
  readonly isFollowed?: 'closely' | 'loosely';
  /** Where it is told to look. */
  readonly watchUrl?: string;
}

/** A whole document: what is shown, in the one look that all of them have. */
export function pageDocument({ locale, title, shop, main, isFollowed, watchUrl }: PageDocument): string {
  const page = pageTextsOf(locale);
  const { fonts } = textsOf(locale);
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${styleIn(fonts)}</style>
</head>
<body>
<header><span dir="auto">${shop}</span></header>
<main id="page"${isFollowed && html` data-followed="${isFollowed}" data-watch="${watchUrl}"`}>
${main}
</main>
${
  isFollowed &&
  html`<noscript><p class="reload">${page.reload}</p></noscript>
<script>${new Markup(pageScript)}</script>`
}
</body>
</html>
`.text;
}

function styleIn(fonts: string): Markup {
  return new Markup(`body{font-family:${fonts}}${pageStyle}`);
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What a browser is told of a page: to keep it nowhere, to tell nobody its address, to load nothing, to run its one
 * script and no other.
 */
export function pageHeaders(locale: Locale, watchUrl?: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(styleIn(textsOf(locale).fonts).text)}`,
    `script-src ${hashOf(pageScript)}`,
    `connect-src ${["'self'", ...(watchUrl === undefined ? [] : [new URL(watchUrl).origin])].join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': locale,
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}
