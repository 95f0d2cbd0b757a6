import { inflateRawSync } from 'node:zlib';
import Mustache from 'mustache';
import type { Brand } from '../shop/brand.ts';
import { isolated } from './isolated.ts';
import { oneLine } from './one-line.ts';

/** A rendered e-mail; both bodies state the same facts. */
export interface RenderedEmail {
  readonly from: { readonly name: string; readonly address: string };
  /** Where answers go. */
  readonly replyTo: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** An e-mail's two Mustache templates, as `templates/compile.ts` packs them. */
export interface PackedTemplates {
  /** Deflated, in base64: HTML for mail repeats itself, and a cold start reads all of it. */
  readonly packedHtml: string;
  readonly textTemplate: string;
}

/** An e-mail's two templates filled; what came from outside is escaped in the HTML, isolated in the text. */
export function fillTemplates(
  { packedHtml, textTemplate }: PackedTemplates,
  view: { readonly subject: string },
  { name, sender, support }: Brand,
): RenderedEmail {
  return {
    from: { name: oneLine(name), address: sender },
    replyTo: support.email,
    subject: view.subject,
    html: Mustache.render(unpacked(packedHtml), view),
    text: Mustache.render(textTemplate, view, {}, { escape: (value: unknown) => isolated(String(value)) }),
  };
}

/** A template as it was compiled. */
export function unpacked(packed: string): string {
  return inflateRawSync(Buffer.from(packed, 'base64')).toString();
}
