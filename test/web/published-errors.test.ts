import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { glossary } from '../../lambdas/api/glossary.ts';
import { wilsonInterval } from '../../lambdas/runtime/wilson-interval.ts';
import { projectFolder } from '../../local/settings.ts';
import { publishedErrors } from '../../web/console/published-errors.ts';

const registry = Object.entries(publishedErrors);
const folder = join(projectFolder, 'web', 'console');
const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
const sources = await Promise.all(
  files
    .filter((file) => file !== 'published-errors.ts')
    .map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })),
);

/** The fields of the API of which the glossary says where their error stands, and where: `score`, of `RiskReview.score` too. */
const withPage = Object.entries(glossary).flatMap(([name, says]) => {
  const [, page] = /How often that is right: (docs\/\S+\.md)/.exec(says) ?? [];
  return page === undefined ? [] : [{ field: name.split('.').at(-1) ?? name, page }];
});

/** Words of who does not know. What speaks so of something else says here why. */
const unsure = /\b(foreseen|foresee|likely|forecast|predicted|estimated)\b/i;
const notForeseen: Readonly<Record<string, string>> = {
  arrival: 'its parts have it',
  foreseen: 'its parts have it',
  'ReplenishmentPage.method': 'names the method, whose figure stands beside it',
  keptOf100: 'is an error itself',
};

describe('what the API says that nobody knows for sure', () => {
  it.each(Object.entries(glossary).filter(([name, says]) => unsure.test(says) && !(name in notForeseen)))(
    '%s says where its error is published',
    (name, says) => {
      expect(says, name).toMatch(/How often that is right: docs\/\S+\.md/);
    },
  );

  it('stands in the registry of published errors with the same page, and nothing else does', () => {
    const registered = registry.flatMap(([, { fields, page }]) => fields.map((field) => ({ field, page })));
    const sorted = (all: readonly { readonly field: string; readonly page: string }[]) =>
      [...new Set(all.map(({ field, page }) => `${field}: ${page}`))].sort();
    expect(sorted(withPage)).toEqual(sorted(registered));
  });
});

describe.each(registry)('the error of %s', (name, { fields, page }) => {
  it('has its page', async () => {
    expect(await readFile(join(projectFolder, page), 'utf8')).toMatch(/\d/);
  });

  it('stands one click beside what it is of, in each file of the console that shows that', () => {
    const shows = sources.filter(({ text }) => fields.some((field) => new RegExp(`\\b${field}\\b`).test(text)));
    expect(shows.filter(({ text }) => !callsWith(text, name)).map(({ file }) => file)).toEqual([]);
  });
});

/** Whether a file has the error drawn; the call may be too long for one line. */
function callsWith(text: string, name: string): boolean {
  return new RegExp(`publishedError\\(\\s*'${name}'`).test(text);
}

describe('each page of docs/models', () => {
  it('is the page of something that is shown', async () => {
    const pages = (await readdir(join(projectFolder, 'docs', 'models'))).filter((page) => page !== 'README.md');
    const registered: readonly string[] = registry.map(([, { page }]) => page);
    expect(pages.filter((page) => !registered.includes(`docs/models/${page}`))).toEqual([]);
  });
});

describe('the interval of a share', () => {
  it('is wide of few and narrow of many, and never below nothing or above all', () => {
    const rounded = (part: number, whole: number) => {
      const { low, high } = wilsonInterval(whole === 0 ? 0 : part / whole, whole);
      return [low, high].map((share) => Math.round(share * 1000) / 1000);
    };
    expect(rounded(3, 20)).toEqual([0.052, 0.36]);
    expect(rounded(150, 1000)).toEqual([0.129, 0.173]);
    expect(rounded(0, 5)[0]).toBe(0);
    expect(rounded(5, 5)[1]).toBe(1);
    expect(rounded(0, 0)).toEqual([0, 1]);
  });
});
