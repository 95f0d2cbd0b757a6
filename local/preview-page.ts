import { smsParts } from '../lambdas/notifications/sms-parts.ts';
import { type Locale, locales } from '../lambdas/orders/locale.ts';
import { messages, type RenderedNotice } from './notice-examples.ts';

/** The widths at which mails are shown, in CSS pixels: a small phone, and a mail program's pane. */
const widths = { phone: 375, desktop: 700 } as const;

/**
 * A page with every notice in a locale: as it looks on a phone and a desktop, in light and dark, beside its text version
 * and its short message, with their sizes. It needs nothing but itself.
 */
export function previewPage(locale: Locale): string {
  const names = Object.keys(messages);
  const others = locales.map(
    (other) => `<a href="${other}.html"${other === locale ? ' aria-current="page"' : ''}>${other}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Notices: ${locale}</title>
<style>
  body { margin: 0; font: 14px/1.5 system-ui, sans-serif; background: #fff; color: #1d1d1f; display: flex; }
  nav { position: sticky; top: 0; height: 100vh; overflow: auto; flex: 0 0 270px; padding: 16px; box-sizing: border-box; background: #f3f3f5; }
  nav a { display: block; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
  nav p a { display: inline; margin-right: 12px; }
  [aria-current] { font-weight: 700; }
  main { padding: 0 24px; min-width: 0; }
  section { padding: 24px 0; border-bottom: 1px solid #e3e3e6; }
  h2 { margin: 0; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 8px 0 16px; }
  dt { color: #66666b; }
  dd { margin: 0; }
  .views { display: flex; gap: 16px; overflow-x: auto; align-items: flex-start; }
  figure { margin: 0; }
  iframe { border: 1px solid #e3e3e6; display: block; height: 600px; }
  pre { margin: 0; padding: 12px; width: 560px; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #e3e3e6; }
</style>
<nav><p>${others.join('')}</p>${names.map((name) => `<a href="#${name}">${name}</a>`).join('')}</nav>
<main>
${Object.entries(messages)
  .map(([name, message]) => section(name, message(locale)))
  .join('\n')}
</main>
</html>
`;
}

function section(name: string, { email: { subject, html, text }, sms }: RenderedNotice): string {
  const views = Object.entries(widths).flatMap(([device, width]) =>
    (['light', 'dark'] as const).map((scheme) => {
      // No script of a mail runs here, as in a mail program; the frame is as high as what it shows.
      const frame = `<iframe loading="lazy" sandbox="allow-same-origin" title="${name} ${device} ${scheme}" style="width:${width}px" srcdoc="${escaped(inScheme(html, scheme))}" onload="this.style.height=this.contentDocument.documentElement.scrollHeight+2+'px'"></iframe>`;
      return `<figure><figcaption>${device}, ${width} px, ${scheme}</figcaption>${frame}</figure>`;
    }),
  );
  const facts = {
    Subject: subject,
    HTML: kilobytes(html),
    Text: kilobytes(text),
    ...(sms !== undefined && { SMS: `${sms} (${smsParts(sms).length} parts, ${sms.length} characters)` }),
  };
  const rows = Object.entries(facts).map(([term, fact]) => `<dt>${term}</dt><dd>${escaped(fact)}</dd>`);
  return `<section id="${name}"><h2>${name}</h2><dl>${rows.join('')}</dl><div class="views">${views.join('')}
<figure><figcaption>text</figcaption><pre>${escaped(text)}</pre></figure></div></section>`;
}

/** The mail as it looks in a scheme, whatever the browser's own is. */
function inScheme(html: string, scheme: 'light' | 'dark'): string {
  return html.replace('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all');
}

function kilobytes(content: string): string {
  return `${(Buffer.byteLength(content) / 1024).toFixed(1)} KB of 102`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
