import type { CarrierProviderRecord } from '../../carrier-provider.ts';

/** EasyPost's Trackers, for carriers all over the world. */
export const easypost = {
  title: 'EasyPost',
  baseUrl: 'https://api.easypost.com',
  askEverySeconds: 2,
} as const satisfies CarrierProviderRecord;
