import { pageScript } from '../../lambdas/order-page/page-script.ts';

/** What the script of a page sees of it. */
interface Page {
  readonly dataset: { readonly followed: string; readonly watch: string };
  readonly innerHTML: string;
}

/** The script, over what a browser would give it. */
const run = new Function('document', 'location', 'fetch', 'DOMParser', 'WebSocket', pageScript);

const pageIn = (text: string) => {
  const [, followed = '', watch = ''] = /data-followed="([^"]*)" data-watch="([^"]*)"/.exec(text) ?? [];
  return { dataset: { followed, watch }, innerHTML: text };
};

/**
 * Opens the page of an order without a browser, of which a machine has room for a few only: its own script runs over
 * just as much of a document as it asks for, and connects and looks as it does in a browser.
 * @param looked hears of each look, the first included
 * @returns once it was told to look for the first time: from then on it is told of changes
 */
export async function openPage(statusUrl: string, looked: () => void = () => {}): Promise<{ close(): void }> {
  looked();
  const answer = await fetch(statusUrl);
  if (!answer.ok) throw new Error(`${answer.status} to a look at a page`);
  let page: Page = pageIn(await answer.text());
  let visibilityChanged = () => {};
  const document = {
    hidden: false,
    activeElement: undefined,
    getElementById: () => ({
      ...page,
      contains: () => false,
      querySelectorAll: () => [],
      replaceWith: (next: Page) => {
        page = next;
      },
    }),
    addEventListener: (_: string, listener: () => void) => {
      visibilityChanged = listener;
    },
  };
  const look: typeof fetch = (...asked) => {
    looked();
    return fetch(...asked);
  };
  const DOMParser = class {
    parseFromString = (text: string) => ({ getElementById: () => pageIn(text) });
  };
  const { href, pathname } = new URL(statusUrl);
  await new Promise<void>((resolve) => {
    const Connection = class extends WebSocket {
      constructor(url: string) {
        super(url);
        this.addEventListener('message', () => resolve());
      }
    };
    run(document, { href, pathname, reload: () => {} }, look, DOMParser, Connection);
  });
  return {
    close() {
      document.hidden = true;
      visibilityChanged();
    },
  };
}
