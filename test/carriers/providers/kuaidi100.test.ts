import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  kuaidi100Provider,
  kuaidi100Signature,
} from '../../../lambdas/carriers/providers/kuaidi100/kuaidi100-provider.ts';
import { newsOf, Track } from '../../../lambdas/carriers/providers/kuaidi100/kuaidi100-track.ts';

const salt = 'a-salt-of-our-own-making';
const secret = JSON.stringify({ customer: 'C', key: 'K', salt });
const provider = kuaidi100Provider(
  secret,
  'https://kuaidi100.test',
  'https://api.test/carriers/kuaidi100/notifications',
);

/** A notification as Kuaidi100 sends them (from the tests of a client library, HarriesCC/kuaidi100), of two of its scans. */
const pushed = {
  ...{ status: 'polling', billstatus: 'got', message: '寄件' },
  lastResult: {
    ...{ message: 'ok', nu: 'YT6186594166532', ischeck: '0', com: 'yuantong', status: '200' },
    data: [
      {
        ...{ time: '2021-12-15 20:15:14', context: '【苏州转运中心】 已发出 下一站 【无锡转运中心公司】' },
        ...{ ftime: '2021-12-15 20:15:14', areaCode: 'CN320500000000', areaName: '江苏,苏州市', status: '干线' },
        ...{ location: '', areaCenter: '120.585315,31.298886', areaPinYin: 'su zhou shi', statusCode: '1002' },
      },
      {
        ...{ time: '2021-12-15 17:10:09', context: '【江苏省苏州市北桥公司】 已揽收' },
        ...{ ftime: '2021-12-15 17:10:09', areaCode: 'CN320507004000', areaName: '江苏,苏州市,相城区,北桥' },
        ...{ status: '揽收', location: '', statusCode: '1' },
      },
    ],
    ...{ state: '0', condition: 'F00', isLoop: false },
  },
};

const param = JSON.stringify(pushed);
const notified = (fields: Readonly<Record<string, string>>) =>
  provider.verifyNotification({ headers: {}, body: Buffer.from(new URLSearchParams(fields).toString()) });

describe('Kuaidi100', () => {
  it('signs its notifications by MD5 over what it says and our salt, in capitals', async () => {
    const told = await notified({ sign: kuaidi100Signature(param + salt), param });

    expect(kuaidi100Signature('')).toBe('D41D8CD98F00B204E9800998ECF8427E');
    expect(told).toEqual({ eventId: expect.stringMatching(/^[0-9a-f]{64}$/), trackingNumber: 'YT6186594166532' });
    expect(await notified({ sign: kuaidi100Signature(param + salt).toLowerCase(), param })).toEqual(told);
  });

  it.each([
    ['without a signature', { param }],
    ['under another salt', { param, sign: kuaidi100Signature(`${param}another salt`) }],
    ['that says something else', { param: `${param} `, sign: kuaidi100Signature(param + salt) }],
    ['that is empty', {}],
  ])('is not believed %s', async (_how, fields) => {
    await expect(notified(fields)).rejects.toMatchObject({ name: 'InvalidCarrierNotification' });
  });

  it('is taken and left alone where it tells of no parcel', async () => {
    for (const said of ['{"status":"abort"}', 'no JSON']) {
      expect(await notified({ param: said, sign: kuaidi100Signature(said + salt) })).toBeUndefined();
    }
  });

  it("says when and where a parcel was scanned, by China's clock", () => {
    expect(newsOf(z.parse(Track, pushed.lastResult)).scans).toEqual([
      {
        at: '2021-12-15T12:15:14.000Z',
        state: 'IN_TRANSIT',
        message: '【苏州转运中心】 已发出 下一站 【无锡转运中心公司】',
        place: '江苏 苏州市',
      },
      {
        at: '2021-12-15T09:10:09.000Z',
        state: 'IN_TRANSIT',
        message: '【江苏省苏州市北桥公司】 已揽收',
        place: '江苏 苏州市 相城区 北桥',
      },
    ]);
  });

  it.each([
    ['101', 'LABEL_CREATED'],
    ['103', 'IN_TRANSIT'],
    ['1001', 'IN_TRANSIT'],
    ['5', 'OUT_FOR_DELIVERY'],
    ['501', 'OUT_FOR_DELIVERY'],
    ['3', 'DELIVERED'],
    ['304', 'DELIVERED'],
    ['204', 'ATTEMPT_FAILED'],
    ['206', 'ATTEMPT_FAILED'],
    ['209', 'EXCEPTION'],
    ['13', 'EXCEPTION'],
    ['14', 'EXCEPTION'],
    ['401', 'EXCEPTION'],
    ['4', 'RETURNED'],
    ['6', 'RETURNED'],
    [3, 'DELIVERED'],
  ])('means by its code %s that a parcel is %s', (statusCode, state) => {
    const scan = { ftime: '2021-12-15 17:10:09', statusCode };

    expect(newsOf({ nu: '1', state: '0', data: [scan] }).scans).toMatchObject([{ state }]);
  });

  it.each([
    ['2021-13-15 17:10:09', '3'],
    ['2021-12-15 17:10:09', 'constructor'],
  ])('passes over a scan at no time, or of no meaning: %s %s', (ftime, statusCode) => {
    const arrived = { ftime: '2021-12-16 09:00:00', statusCode: '3' };
    expect(newsOf({ nu: '1', state: '3', data: [arrived, { ftime, statusCode }] }).scans).toHaveLength(1);
  });

  it('says by the whole how the latest scan is to be read, where that has no code', () => {
    const data = [{ ftime: '2021-12-15 17:10:09' }, { ftime: '2021-12-15 09:00:00' }];

    expect(newsOf({ nu: '1', state: '3', data }).scans).toMatchObject([
      { state: 'DELIVERED' },
      { state: 'IN_TRANSIT' },
    ]);
    expect(newsOf({ nu: '1', state: '99', data: data.slice(0, 1) }).scans).toEqual([]);
  });
});
