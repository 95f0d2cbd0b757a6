import * as z from 'zod/mini';
import type { ParcelState, Scan } from '../../../orders/parcel.ts';
import type { CarrierNews } from '../../parcel-status.ts';
import { scanTime } from '../../scan-time.ts';

const Code = z.optional(z.nullable(z.union([z.string(), z.number()])));

/** What it knows of a parcel: the answer to a query, and `lastResult` of a notification. The latest scan comes first. */
export const Track = z.object({
  nu: z.string(),
  state: Code,
  data: z.array(
    z.object({
      ftime: z.string().check(z.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)),
      context: z.optional(z.nullable(z.string())),
      areaName: z.optional(z.nullable(z.string())),
      statusCode: Code,
    }),
  ),
});
export type Track = z.output<typeof Track>;

/**
 * What its codes mean (https://api.kuaidi100.com/document/5f0ffb5ebc8da837cbd8aefc, 1.6): the coarse ones, and those of
 * the fine ones that mean something else than the coarse one that they begin with.
 */
const codes: Readonly<Record<string, ParcelState>> = {
  0: 'IN_TRANSIT', // 在途
  1: 'IN_TRANSIT', // 揽收
  101: 'LABEL_CREATED', // 已下单
  102: 'LABEL_CREATED', // 待揽收
  2: 'EXCEPTION', // 疑难
  204: 'ATTEMPT_FAILED', // 派件异常
  206: 'ATTEMPT_FAILED', // 无法联系
  3: 'DELIVERED', // 签收
  4: 'RETURNED', // 退签
  401: 'EXCEPTION', // 已销单
  5: 'OUT_FOR_DELIVERY', // 派件
  6: 'RETURNED', // 退回
  7: 'IN_TRANSIT', // 转投
  8: 'IN_TRANSIT', // 清关
  10: 'IN_TRANSIT', // 待清关
  11: 'IN_TRANSIT', // 清关中
  12: 'IN_TRANSIT', // 已清关
  13: 'EXCEPTION', // 清关异常
  14: 'EXCEPTION', // 拒签
};
const states = new Map(Object.entries(codes));

/** What it says of a parcel. Its times are China's, and have no zone. */
export function newsOf({ state, data }: Track): CarrierNews {
  return {
    scans: data.flatMap(({ ftime, context, areaName, statusCode }, index): Scan[] => {
      // Scans without a code of their own: the latest is what the whole stands at, those before it were on the way.
      const meaning = stateOf(statusCode ?? (index === 0 ? state : '0'));
      const at = scanTime(`${ftime.replace(' ', 'T')}+08:00`);
      if (meaning === undefined || at === undefined) return [];
      const [message, place] = [context?.trim(), areaName?.replaceAll(',', ' ')];
      return [{ at, state: meaning, ...(message && { message }), ...(place && { place }) }];
    }),
  };
}

function stateOf(code: z.output<typeof Code>): ParcelState | undefined {
  const said = String(code ?? '');
  // 1001 to 1003 are stretches of the way.
  const coarse = said.startsWith('100') ? 'IN_TRANSIT' : states.get(said.length === 3 ? said.slice(0, 1) : '');
  return states.get(said) ?? coarse;
}
