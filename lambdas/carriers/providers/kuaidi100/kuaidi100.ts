import type { CarrierProviderRecord } from '../../carrier-provider.ts';

/**
 * Kuaidi100 (快递100), for carriers of China. Who asks about a parcel more than 48 times a day is told nothing new for a
 * day (https://api.kuaidi100.com/document/suodanhouguo).
 */
export const kuaidi100 = {
  title: 'Kuaidi100',
  baseUrl: 'https://poll.kuaidi100.com',
  askEverySeconds: 30 * 60,
  acknowledgement: '{"result":true,"returnCode":"200","message":"成功"}',
} as const satisfies CarrierProviderRecord;
