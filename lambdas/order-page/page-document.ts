import { createHash } from 'node:crypto';
import { oneLine } from '../notifications/one-line.ts';
import { pageTextsOf, textsOf } from '../notifications/texts.ts';
import type { Locale } from '../orders/locale.ts';
import { html, htmlHeaders, Markup } from '../runtime/html.ts';
import type { Brand } from '../shop/brand.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** What a document shows. */
export interface PageDocument {
  readonly locale: Locale;
  readonly title: string;
  /** Whose it is: its mark, name and colours above, its legal lines below. */
  readonly brand: Brand;
  readonly main: Markup;
  /** How its script keeps it up to date: every few seconds, or now and then. */
  readonly isFollowed?: 'closely' | 'loosely';
  /** Where it is told to look. */
  readonly watchUrl?: string;
}

/** A whole document: what is shown, in the one look that all of them have. */
export function pageDocument({ locale, title, brand, main, isFollowed, watchUrl }: PageDocument): string {
  const page = pageTextsOf(locale);
  const { logo, legal } = brand;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${styleOf(brand, locale)}</style>
</head>
<body>
<header>${logo && html`<span class="logo" aria-hidden="true">${logo}</span> `}<span dir="auto">${oneLine(brand.name)}</span></header>
<main id="page"${isFollowed && html` data-followed="${isFollowed}" data-watch="${watchUrl}"`}>
${main}
</main>
${legal.length > 0 && html`<footer>${legal.map((line) => html`<p dir="auto">${line}</p>`)}</footer>`}
${
  isFollowed &&
  html`<noscript><p class="reload">${page.reload}</p></noscript>
<script>${new Markup(pageScript)}</script>`
}
</body>
</html>
`.text;
}

/** How a page looks in the fonts of a language and the colours of a brand, which the shop's profile has checked. */
function styleOf({ colours: { light, dark } }: Brand, locale: Locale): Markup {
  const accents = ({ accent, onAccent }: typeof light) => `:root{--accent:${accent};--on-accent:${onAccent}}`;
  return new Markup(
    `body{font-family:${textsOf(locale).fonts}}${accents(light)}@media (prefers-color-scheme:dark){${accents(dark)}}${pageStyle}`,
  );
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What a browser is told of a page: to load nothing, to run its one script and no other. */
export function pageHeaders(locale: Locale, brand: Brand, watchUrl?: string): Readonly<Record<string, string>> {
  const policy = [
    `style-src ${hashOf(styleOf(brand, locale).text)}`,
    `script-src ${hashOf(pageScript)}`,
    `connect-src ${["'self'", ...(watchUrl === undefined ? [] : [new URL(watchUrl).origin])].join(' ')}`,
    "form-action 'self'",
  ];
  return { ...htmlHeaders(policy), 'content-language': locale };
}
