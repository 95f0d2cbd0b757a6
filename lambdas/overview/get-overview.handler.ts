import { http, json } from '../runtime/http.ts';
import { keptFor } from '../runtime/kept-for.ts';
import { getOverview, getOverviewPorts } from './get-overview.ts';

const keptMilliseconds = 20_000;

let overview: (() => ReturnType<typeof getOverview>) | undefined;

/** Route `GET /operations/overview`: whether all is well. One look serves all who ask within 20 s. */
export const handler = http(async () => {
  if (overview === undefined) {
    const ports = getOverviewPorts();
    overview = keptFor(keptMilliseconds, () => getOverview(ports));
  }
  return json(200, await overview(), { 'cache-control': 'no-store' });
});
