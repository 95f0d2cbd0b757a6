import { describe, expect, it } from 'vitest';
import * as packed from '../../lambdas/notifications/address-formats.generated.ts';
import { addressLines } from '../../lambdas/notifications/address-lines.ts';
import { compileAddressFormats } from '../../lambdas/notifications/compile-address-formats.ts';
import { countries } from '../../lambdas/orders/country.ts';

describe('an address', () => {
  it.each([
    ['GB', { region: 'Greater London' }, ['Ada', '1 Road', 'Town', 'Z1', 'Greater London', 'United Kingdom']],
    ['DE', { company: 'Example GmbH' }, ['Ada', 'Example GmbH', '1 Road', 'Z1 Town', 'Germany']],
    ['FR', { company: 'Example SA', line2: 'Bât. 2' }, ['Example SA', 'Ada', '1 Road', 'Bât. 2', 'Z1 Town', 'France']],
    ['US', { region: 'IL' }, ['Ada', '1 Road', 'Town, IL Z1', 'United States']],
    ['US', { postalCode: undefined }, ['Ada', '1 Road', 'Town', 'United States']],
    ['BR', { region: 'SP' }, ['Ada', '1 Road', 'Town-SP', 'Z1', 'Brazil']],
    ['AE', { region: 'Dubai', city: 'Deira' }, ['Ada', '1 Road', 'Deira', 'Dubai', 'Z1', 'United Arab Emirates']],
    ['SG', { city: 'Singapore' }, ['Ada', '1 Road', 'Z1', 'Singapore']],
    ['CH', { postalCode: '8001' }, ['Ada', '1 Road', '8001 Town', 'Switzerland']],
    ['JP', { region: 'Tokyo' }, ['Ada', '1 Road, Town', 'Tokyo', 'Z1', 'Japan']],
  ])('is written as its country writes it: %s %j', (country, address, lines) => {
    const given = { name: 'Ada', line1: '1 Road', city: 'Town', postalCode: 'Z1', country, ...address };
    expect(addressLines(given, 'en')).toEqual(lines);
  });

  it('runs from the large to the small where it is written so', () => {
    const given = {
      name: '李示例',
      line1: '示例路 12 号',
      line2: '3 幢',
      region: '浙江省',
      city: '杭州市',
      country: 'CN',
    };
    const tokyo = { name: '山田太郎', company: '例社', line1: '八重洲1-5-3', region: '東京都', city: '中央区' };

    expect(addressLines(given, 'zh-CN')).toEqual(['中国', '浙江省杭州市', '示例路 12 号', '3 幢', '李示例']);
    expect(addressLines({ ...tokyo, postalCode: '100-8994', country: 'JP' }, 'en')).toEqual([
      'Japan',
      '〒100-8994',
      '東京都中央区',
      '八重洲1-5-3',
      '例社',
      '山田太郎',
    ]);
  });

  it.each(countries)('loses nothing that was written of it: %s', (country) => {
    const address = { name: 'Nn', company: 'Oo', line1: 'Aa', line2: 'Bb', city: 'Cc', region: 'Ss', postalCode: 'Zz' };
    for (const name of ['Nn', '名']) {
      const text = addressLines({ ...address, name, country }, 'en').join(' ');
      for (const part of [...Object.values(address).slice(1), name]) expect(text).toContain(part);
    }
  });
});

describe('the formats of addresses', () => {
  it('are those of the package', () => {
    const source = compileAddressFormats();
    for (const table of Object.values(packed)) expect(source).toContain(JSON.stringify(table));
  });
});
