import { expect, it, vi } from 'vitest';
import { locales } from '../../lambdas/orders/locale.ts';
import { anHttpRequest } from '../builders.ts';

const used = new Set<string>();
const all = new Set<string>();

/** Texts that note which of them is read, or called. */
function recording(path: string, value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'function') all.add(path);
  if (typeof value === 'function') {
    return (...args: unknown[]) => {
      used.add(path);
      return value(...args);
    };
  }
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, text]) => [key, recording(`${path}.${key}`, text)]);
  return new Proxy(Object.fromEntries(inner), {
    get(texts, key) {
      if (typeof texts[key] === 'string') used.add(`${path}.${String(key)}`);
      return texts[key];
    },
  });
}

// A missing text is the compiler's to find.
it.each(locales)('uses every text of a locale in some notice or on some page: %s', async (locale) => {
  vi.resetModules();
  for (const written of locales) {
    vi.doMock(`../../lambdas/notifications/locales/${written}.ts`, async (original) => {
      const module = Object.entries((await original()) as object);
      return Object.fromEntries(module.map(([name, texts]) => [name, recording(written, texts)]));
    });
  }
  const { messages } = await import('../../local/notice-examples.ts');
  const { pageExamples } = await import('../../local/page-examples.ts');
  for (const message of Object.values(messages)) message(locale);
  for (const page of Object.values(pageExamples)) page(locale);
  const { unsubscribePage } = await import('../../lambdas/back-in-stock/unsubscribe-page.ts');
  const request = { ...anHttpRequest(), queryStringParameters: { locale } };
  for (const says of ['ask', 'done', 'gone'] as const) unsubscribePage(request, says);

  const ofLocale = [...all].filter((path) => path.startsWith(`${locale}.`));
  expect(ofLocale.length).toBeGreaterThan(50);
  expect(ofLocale.filter((path) => !used.has(path))).toEqual([]);
});
