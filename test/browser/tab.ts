import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { until } from '../../bin/operations/until.ts';
import { openTab } from '../../local/browser.ts';
import { patienceSeconds } from '../patiently.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The colours that a reader's system asks for. */
export const schemes = ['light', 'dark'] as const;

/** A tab that a test looks at. */
export type Tab = Awaited<ReturnType<typeof aTab>>;

/** Opens a tab of a browser, to look at pages and do what their readers do. */
export async function aTab(endpoint: string) {
  const call = await openTab(endpoint);

  /** What an expression comes to in the page. */
  async function evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await call<{ result: { value: Value }; exceptionDetails?: object }>(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
    );
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  /** Waits until an expression is true in the page, be it the next one. */
  async function seen(expression: string): Promise<void> {
    await until(expression, patienceSeconds, () => evaluate<boolean>(`Boolean(${expression})`).catch(() => false));
  }

  /** Goes to a place of the page (`#/…`): what is seen from then on is of that place. */
  async function goTo(place: string): Promise<void> {
    await evaluate(
      `new Promise((come) => {
        if (location.hash === ${JSON.stringify(place)}) return come();
        addEventListener('hashchange', () => come(), { once: true });
        location.hash = ${JSON.stringify(place)};
      })`,
    );
  }

  /** Loads the page again: what is seen from then on is of the new one. */
  async function reload(): Promise<void> {
    await evaluate('window.isOld = true');
    await call('Page.reload');
    await seen(`!window.isOld && document.readyState === 'complete'`);
  }

  /** Makes the screen so wide, in CSS pixels, and its colours light or dark. */
  async function setScreen(width: number, scheme: (typeof schemes)[number] = 'light'): Promise<void> {
    await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await call('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 });
  }

  /** Shows a document. */
  async function setContent(html: string): Promise<void> {
    const { frameTree } = await call<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    await call('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
  }

  /** What axe finds wrong with the page for who cannot see it, or not well. */
  async function violations(options: object = {}): Promise<readonly string[]> {
    await evaluate(`${axe}; undefined`);
    return evaluate(
      `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.html + ' ' + node.failureSummary)))`,
    );
  }

  /** By how much the page is wider than the screen, in CSS pixels. */
  function overflow(): Promise<number> {
    return evaluate('document.documentElement.scrollWidth - innerWidth');
  }

  return { call, evaluate, seen, goTo, reload, setScreen, setContent, violations, overflow };
}

/** Whether the page shows a text: an expression. */
export const shows = (text: string) => `document.body?.innerText.includes(${JSON.stringify(text)})`;
