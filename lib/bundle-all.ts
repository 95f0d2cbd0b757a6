/**
 * Bundles all entry points into a folder: `node lib/bundle-all.ts FOLDER < SHOP`. A process of its own: constructs cannot
 * wait, and esbuild has plugins only for those who do.
 */
import { text } from 'node:stream/consumers';
import { bundleFunctions } from './bundle-functions.ts';

const [, , outdir = ''] = process.argv;
await bundleFunctions(outdir, await text(process.stdin));
