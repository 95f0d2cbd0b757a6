import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentsWithFigures, drawnPlots, figures, withFigures } from '../../bench/figures.ts';
import { projectFolder } from '../../local/settings.ts';

const read = (file: string) => readFile(join(projectFolder, file), 'utf8');

const documents = await documentsWithFigures();
const plots = await drawnPlots();

describe('a figure of the documents', () => {
  it.each(documents)('is the one that was recorded last: %s', async (file) => {
    const text = await read(file);
    expect(text).toBe(await withFigures(text));
  });

  it('stands in some document, whatever a command can make', async () => {
    const texts = (await Promise.all(documents.map(read))).join('\n');
    expect(Object.keys(figures).filter((name) => !texts.includes(`<!-- bench:${name} -->`))).toEqual([]);
  });

  it('is replaced where somebody has typed another', async () => {
    expect(await withFigures('US$ <!-- bench:usd-standard -->1<!-- /bench --> a million')).not.toContain('>1<');
  });

  it('that no command makes is refused', async () => {
    await expect(withFigures('<!-- bench:wished -->1<!-- /bench -->')).rejects.toThrow('"wished"');
  });
});

describe('the plots of the documents', () => {
  it.each(Object.entries(plots))('%s is drawn from what was recorded last', async (name, plot) => {
    expect(await read(`docs/performance/${name}`)).toBe(plot);
  });

  it('are no more than those', async () => {
    const files = await readdir(join(projectFolder, 'docs', 'performance'));
    expect(files.filter((name) => name.endsWith('.svg')).sort()).toEqual(Object.keys(plots).sort());
  });
});
