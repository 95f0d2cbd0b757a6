import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../local/settings.ts';

/** A piece of a document that is meant for a shell. */
export interface ShellBlock {
  /** The document's path in the project. */
  readonly file: string;
  /** The heading or the bold words under which it stands. */
  readonly under: string;
  readonly text: string;
}

/** The documents that tell people what to type. */
export async function documents(): Promise<readonly string[]> {
  const pagesIn = async (folder: string) =>
    (await readdir(join(projectFolder, folder))).filter((name) => name.endsWith('.md'));
  // What was true of a release, its entry in the changelog goes on saying.
  const atTheTop = (await pagesIn('.')).filter((name) => name !== 'CHANGELOG.md');
  const below = await Promise.all(
    ['docs', 'docs/models', 'docs/runbooks'].map(async (folder) =>
      (await pagesIn(folder)).map((name) => `${folder}/${name}`),
    ),
  );
  return [...atTheTop, ...below.flat()];
}

/** A document's blocks of code in one language, in their order. */
export async function codeBlocks(file: string, language: string): Promise<readonly string[]> {
  const text = await readFile(join(projectFolder, file), 'utf8');
  return text
    .split(`\n\`\`\`${language}\n`)
    .flatMap((after, index) => (index === 0 ? [] : (after.split('\n```\n')[0] ?? '')));
}

/** The shell blocks of a document, in their order. */
export async function shellBlocks(file: string): Promise<readonly ShellBlock[]> {
  const lines = (await readFile(join(projectFolder, file), 'utf8')).split('\n');
  const blocks: ShellBlock[] = [];
  let under = '';
  let block: string[] | undefined;
  for (const line of lines) {
    const indented = line.trimStart();
    if (block !== undefined && indented.startsWith('```')) {
      blocks.push({ file, under, text: block.join('\n') });
      block = undefined;
    } else if (block !== undefined) block.push(line);
    else if (indented === '```sh') block = [];
    else under = /^#+ (.*)$/.exec(line)?.[1] ?? /^(?:\d+\. )?\*\*(.+?)[.。]?\*\*/.exec(line)?.[1] ?? under;
  }
  return blocks;
}
