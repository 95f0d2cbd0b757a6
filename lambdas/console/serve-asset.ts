import { gunzipSync } from 'node:zlib';
import type { HttpResponse } from '../runtime/http.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { ConsoleAssets } from './console-assets.ts';

/** A file of the console, to be kept for good: another content has another name. @throws Problem not-found */
export function serveAsset(request: HttpRequest, assets: ConsoleAssets): HttpResponse {
  const wanted = pathParameter(request, 'asset');
  const asset = Object.values(assets).find(({ name }) => name === wanted);
  if (asset === undefined) throw new Problem(notFound, 'There is no such file: reload the page.');
  const headers = {
    'content-type': asset.type,
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  };
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(request.headers['accept-encoding'] ?? '');
  if (!takesGzip) {
    return { statusCode: 200, headers, body: gunzipSync(Buffer.from(asset.gzip, 'base64')).toString() };
  }
  return {
    statusCode: 200,
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: asset.gzip,
    isBase64Encoded: true,
  };
}
