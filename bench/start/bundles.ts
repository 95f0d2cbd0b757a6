import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundling } from '../../lib/bundling.ts';

/** A function's bundle, and one of the bare clients that it uses. */
export interface Bundles {
  readonly name: string;
  readonly file: string;
  readonly clientsFile: string;
  readonly bytes: number;
  /** What of the bundle comes from each package, in bytes; what is ours is under `lambdas`. */
  readonly packages: ReadonlyMap<string, number>;
}

type Output = Metafile['outputs'][string];

/** What speaks with a service, beside AWS's clients: a bundle of nothing but clients is what a start is measured by. */
const otherClients = ['aws4fetch', 'stripe', 'alipay-sdk'] as const;

/**
 * What every function stands on. One that has no SDK's client is measured by this: a bare process, which loads nothing,
 * would say only that a function is not nothing.
 */
const frame = [
  `import { Logger } from '@aws-lambda-powertools/logger';`,
  `import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';`,
  `import middy from '@middy/core';`,
  `export const handler = middy().use(injectLambdaContext(new Logger())).handler(async () => {});`,
];

/** Bundles these functions as a deployment does, and beside each the clients and commands that are in it. */
export async function bundle(names: readonly string[], folder: string): Promise<readonly Bundles[]> {
  const chosen = bundling.entryPoints.filter(({ out }) => names.length === 0 || names.includes(nameOf(out)));
  const { metafile } = await build({ ...bundling, entryPoints: chosen, outdir: folder, metafile: true });
  return Promise.all(
    chosen.map(async ({ out }) => {
      const file = join(folder, `${out}.js`);
      const output = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`${out}.js`))?.[1];
      if (output === undefined) throw new Error(`there is no bundle ${file}`);
      const clientsFile = join(folder, `${out}-clients.js`);
      const { entryPoints: _, ...settings } = bundling;
      await build({
        ...settings,
        stdin: { contents: bareClients(output), resolveDir: bundling.absWorkingDir },
        outfile: clientsFile,
      });
      return { name: nameOf(out), file, clientsFile, bytes: output.bytes, packages: bytesByPackage(output) };
    }),
  );
}

/** Bundles a function so that it says how far its start has come, at the beginning of each module. */
export async function markedBundle(name: string, folder: string): Promise<string> {
  const entryPoints = bundling.entryPoints.filter(({ out }) => nameOf(out) === name);
  const outdir = join(folder, 'marked');
  await build({ ...bundling, entryPoints, outdir, minify: false });
  const file = join(outdir, `${entryPoints[0]?.out}.js`);
  const text = await readFile(file, 'utf8');
  // esbuild names each module ahead of its code.
  const marked = text.replaceAll(
    /^\/\/ ((?:node_modules|lambdas)\/\S+)$/gm,
    (_, path) => `mark('${packageOf(path)}');`,
  );
  await writeFile(file, marked);
  return file;
}

/** The name of a function by its entry point's output, `<folders>/<name>/index`. */
function nameOf(out: string): string {
  return out.split('/').at(-2) ?? '';
}

/** The source of a module that makes the clients, and keeps the commands, that are in a bundle. */
function bareClients({ inputs }: Output): string {
  const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const lines = used.flatMap(([path], index) => {
    const [, from = '', name = ''] =
      /node_modules\/(@aws-sdk\/(?:client-\w+|lib-dynamodb))\/.*\/(\w+(?:Command|Client))\.js$/.exec(path) ?? [];
    if (name.endsWith('Command')) return `export { ${name} as command${index} } from '${from}';`;
    if (name === 'DynamoDBDocumentClient') return [];
    if (name === '') return [];
    const make = `new client${index}({ maxAttempts: 2 })`;
    return `import { ${name} as client${index} } from '${from}'; export const made${index} = ${make};`;
  });
  const documents = lines.find((line) => line.includes('{ DynamoDBClient as'));
  const made = /made\d+/.exec(documents ?? '')?.[0];
  const others = otherClients.filter((name) => used.some(([path]) => packageOf(path) === name));
  const hasSdk = lines.length > 0 || others.some((name) => name !== 'aws4fetch');
  return [
    // Each signs what it sends.
    `import 'node:crypto';`,
    ...(hasSdk ? lines : frame),
    made && `import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';`,
    made && `export const documents = DynamoDBDocumentClient.from(${made});`,
    ...others.map((name, index) => `export * as other${index} from '${name}';`),
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

function bytesByPackage({ inputs }: Output): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    bytes.set(packageOf(path), (bytes.get(packageOf(path)) ?? 0) + bytesInOutput);
  }
  return bytes;
}

/** The package that a module is of; `lambdas/<capability>` where it is ours. */
function packageOf(path: string): string {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return name ?? path.split('/').slice(0, 2).join('/');
}
