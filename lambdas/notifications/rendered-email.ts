import Mustache from 'mustache';

/** A rendered e-mail; both bodies state the same facts. */
export type RenderedEmail = { readonly subject: string; readonly html: string; readonly text: string };

/** An e-mail's two Mustache templates filled; what came from outside is escaped in the HTML. */
export function fillTemplates(
  { htmlTemplate, textTemplate }: { readonly htmlTemplate: string; readonly textTemplate: string },
  view: { readonly subject: string },
): RenderedEmail {
  return {
    subject: view.subject,
    html: Mustache.render(htmlTemplate, view),
    text: Mustache.render(textTemplate, view, {}, { escape: String }),
  };
}
