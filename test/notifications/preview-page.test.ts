import { expect, it } from 'vitest';
import { locales } from '../../lambdas/orders/locale.ts';
import { messages } from '../../local/notice-examples.ts';
import { previewPage } from '../../local/preview-page.ts';

it.each(locales)('previews every notice, phone and desktop, light and dark, beside its text: %s', (locale) => {
  const page = previewPage(locale);
  for (const [name, message] of Object.entries(messages)) {
    for (const device of ['phone', 'desktop']) {
      for (const scheme of ['light', 'dark']) expect(page).toContain(`title="${name} ${device} ${scheme}"`);
    }
    expect(page).toContain(
      message(locale).email.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    );
  }
  expect(page.match(/@media all/g)).toHaveLength(2 * Object.keys(messages).length);
});

it('runs nothing that a notice holds', () => {
  expect(previewPage('en')).not.toMatch(/<script|<img|<b>/);
});
