import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkRecipient } from '../../lambdas/order-submission/check-recipient.ts';
import { packageMetadata } from '../../lambdas/order-submission/compile-mobile-numbers.ts';
import type { SmsCountries } from '../../lambdas/order-submission/mobile-number.ts';
import { packedMetadata } from '../../lambdas/order-submission/mobile-numbers.generated.ts';
import { Address, type Contact } from '../../lambdas/orders/order.ts';
import { anOrderRequest } from '../builders.ts';

/** The fields that an order is refused for. */
function refused(
  { phone, ...address }: Partial<Contact & Address>,
  smsCountries: SmsCountries = 'all',
): readonly (string | undefined)[] {
  const { contact, shippingAddress } = anOrderRequest();
  const request = {
    contact: phone === undefined ? contact : { phone },
    shippingAddress: { ...shippingAddress, ...address },
  };
  try {
    checkRecipient(request, smsCountries);
    return [];
  } catch (error) {
    return (error as { errors: { pointer?: string }[] }).errors.map(({ pointer }) => pointer);
  }
}

describe('a number that text messages go to', () => {
  it('is known by the data of the package', async () => {
    const unpacked = inflateRawSync(Buffer.from(packedMetadata, 'base64')).toString();
    expect(JSON.parse(unpacked)).toEqual(JSON.parse(await packageMetadata()));
  });

  it.each([
    ['British mobile', '+447400123456'],
    ['Chinese mobile', '+8613800138000'],
    ['of the United States', '+12025550123'],
    ['German mobile', '+4915112345678'],
    ['Ivorian of ten digits', '+2250102030405'],
    ['Hong Kong', '+85251234567'],
  ])('is taken: %s', (_kind, phone) => {
    expect(refused({ phone })).toEqual([]);
  });

  it.each([
    ['with the national 0', '+4407700900123'],
    ['reserved for films', '+447700900123'],
    ['that is too short', '+44740012'],
    ['of no country', '+999123456789'],
    ['of an area that does not exist', '+15555550123'],
  ])('exists: not one %s', (_kind, phone) => {
    expect(refused({ phone })).toEqual(['#/contact/phone']);
  });

  it.each([
    ['satellite, Inmarsat', '+870773111632'],
    ['satellite, Iridium', '+881612345678'],
    ['international network', '+88213300655'],
    ['international network', '+883510012345678'],
    ['international premium rate', '+979123456789'],
    ['international freephone', '+80012345678'],
    ['international shared cost', '+80812345678'],
    ['premium rate', '+449098765432'],
    ['premium rate', '+19005551234'],
    ['shared cost', '+39848123456'],
    ['shared cost', '+498003301000'],
    ['freephone', '+18005551234'],
    ['personal number, dear as a premium one', '+447012345678'],
    ['pager', '+447640123456'],
    ['landline', '+442079460000'],
    ['landline', '+4930123456'],
  ])('is in somebody’s pocket: no %s (%s)', (_kind, phone) => {
    expect(refused({ phone })).toEqual(['#/contact/phone']);
  });

  it.each([
    ['+447400123456', []],
    ['+353850123456', []],
    ['+8613800138000', ['#/contact/phone']],
  ] as const)('is one of the countries of the stage: %s', (phone, expected) => {
    expect(refused({ phone }, ['GB', 'IE'])).toEqual(expected);
  });
});

describe('an address', () => {
  it.each(Object.keys(Address.shape).filter((field) => field !== 'country'))('holds no link in %s', (field) => {
    for (const bait of [
      'WIN £500 https://evil.example/x',
      'HTTP://evil',
      'ftp://1.2.3.4',
      'see www.evil.example',
      'WWW.X.Y',
    ]) {
      expect(refused({ [field]: bait })).toEqual([`#/shippingAddress/${field}`]);
    }
  });

  it.each(['Booking.com B.V.', '12.Mai-Str. 3', 'c/o Ada', 'Flat 3: rear', 'Wwwarehouse 3'])(
    'may hold dots and colons: %s',
    (line1) => {
      expect(refused({ line1 })).toEqual([]);
    },
  );
});
