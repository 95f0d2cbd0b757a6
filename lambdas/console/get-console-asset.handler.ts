import { openHttp } from '../runtime/http.ts';
import { consoleAssets } from './console-assets.ts';
import { serveAsset } from './serve-asset.ts';

/** Route `GET /console/{asset}`: a file that the operators' page loads. */
export const handler = openHttp(async (request) => serveAsset(request, consoleAssets()));
