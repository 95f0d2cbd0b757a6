import { describe, expect, it } from 'vitest';
import { Country, countries } from '../../lambdas/orders/country.ts';

const isTaken = (code: string) => Country.safeParse(code).success;

describe('a country', () => {
  it('is one of the 249 that ISO 3166-1 assigns, or Kosovo', () => {
    expect(countries).toHaveLength(250);
    expect(countries.filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([]);
  });

  it.each(['GB', 'CN', 'DE', 'US', 'AX', 'BQ', 'CW', 'SX', 'SS', 'TW', 'HK', 'GG', 'XK'])('%s is taken', (code) => {
    expect(isTaken(code)).toBe(true);
  });

  it.each([
    ['left to users', ['AA', 'QM', 'QZ', 'XA', 'XX', 'XZ', 'ZZ']],
    ['reserved exceptionally', ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'FX', 'IC', 'SU', 'TA', 'UK', 'UN']],
    ['withdrawn', ['AN', 'BU', 'CS', 'DD', 'NT', 'TP', 'YU', 'ZR']],
    ['no code at all', ['', 'G', 'GBR', 'gb', 'Gb', 'G B', '826', 'GB ', 'constructor']],
  ])('a code that is %s is refused', (_case, codes) => {
    expect(codes.filter(isTaken)).toEqual([]);
  });
});
