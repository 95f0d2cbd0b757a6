import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { published, shopSchemaFile } from '../../bin/shop-schema.ts';
import { unpacked } from '../../lambdas/notifications/rendered-email.ts';
import { pageStyle } from '../../lambdas/order-page/page-style.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { brandOf } from '../../lambdas/shop/brand.ts';
import { contrast } from '../../lambdas/shop/contrast.ts';
import { faultsOf, grounds, ShopProfile } from '../../lambdas/shop/shop-profile.ts';
import { exampleShop, exampleShopFile } from '../../local/example-shop.ts';

const brand = {
  name: { en: 'North Lane' },
  sender: { en: 'orders@northlane.example' },
  support: { email: 'help@northlane.example' },
  timeZone: 'Europe/London',
};
const colours = {
  light: { accent: '#14565c', onAccent: '#ffffff' },
  dark: { accent: '#7fd1d8', onAccent: '#0f2b2e' },
};

/** What is said of a profile whose first brand differs so. */
function faults(change: object, more: readonly object[] = []): readonly string[] {
  const { error } = ShopProfile.safeParse({ brands: [{ ...brand, ...change }, ...more] });
  return error === undefined ? [] : faultsOf(error);
}

describe('the profile of a shop', () => {
  it('needs no more than a name, a sender, who answers, and where it is', () => {
    expect(faults({})).toEqual([]);
  });

  it.each([
    [{ name: undefined }, 'brands[0].name: '],
    [{ name: { 'zh-CN': '北巷' } }, 'brands[0].name.en: '],
    [{ name: { en: 'North\r\nBcc: all@example.com' } }, 'brands[0].name.en: must be one line'],
    [{ name: { en: 'North', xx: 'North' } }, 'brands[0].name.xx: there is no such field'],
    [{ phone: '1' }, 'brands[0].phone: there is no such field'],
    [{ logo: 'NORTH' }, 'brands[0].logo: '],
    [{ sender: { en: 'orders' } }, 'brands[0].sender.en: must be an e-mail address'],
    [{ support: {} }, 'brands[0].support.email: must be an e-mail address'],
    [{ support: { ...brand.support, telephone: '020 7946 0000' } }, 'brands[0].support.telephone: must begin with +'],
    [{ support: { ...brand.support, hours: { en: 'always' } } }, 'brands[0].support.hours: says when'],
    [{ site: 'http://northlane.example' }, 'brands[0].site: must be an https URL'],
    [{ site: 'javascript:alert(1)' }, 'brands[0].site: must be an https URL'],
    [{ orderPage: 'https://northlane.example/orders' }, 'brands[0].orderPage: must be an https URL that has {number}'],
    [{ orderPage: 'https://{number}@evil.example/' }, 'brands[0].orderPage: must be an https URL that has {number}'],
    [{ legal: { en: 'North Lane Ltd' } }, 'brands[0].legal.en: '],
    [{ timeZone: '+01:00' }, 'brands[0].timeZone: must be an IANA time zone'],
    [{ timeZone: 'UTC' }, 'brands[0].timeZone: must be where the shop is'],
    [{ timeZone: 'Etc/UTC' }, 'brands[0].timeZone: must be where the shop is'],
    [{ smsSenderId: '12345' }, 'brands[0].smsSenderId: must be 3 to 11'],
    [{ colours: { ...colours, light: undefined } }, 'brands[0].colours.light: '],
    [
      { colours: { ...colours, light: { accent: 'teal', onAccent: '#ffffff' } } },
      'brands[0].colours.light.accent: must be a colour',
    ],
    [
      { colours: { ...colours, light: { accent: '#14565c', onAccent: '#6fa5aa' } } },
      'brands[0].colours.light.onAccent: #6fa5aa on the accent #14565c has a contrast of 3.03',
    ],
  ])('that cannot be is refused by the field: %j', (change, fault) => {
    expect(faults(change)[0]?.slice(0, fault.length)).toBe(fault);
  });

  const answering = (times: object) =>
    ShopProfile.safeParse({
      brands: [brand],
      answers: { hours: { monday: { from: '09:00', until: '17:00' } }, ...times },
    });

  it.each([
    [{ country: 'GB', region: 'XYZ' }, 'answers.region: GB has ENG'],
    [{ country: 'PT', region: 'ENG' }, 'answers.region: PT has none with holidays of its own'],
    [{ region: 'ENG' }, 'answers.region: is of a country that is not given'],
    [{ country: 'England' }, 'answers.country: '],
    [{ holidays: ['24.12.2026'] }, 'answers.holidays[0]: must be a day such as'],
  ])('with such days on which nobody answers is refused by the field: %j', (times, fault) => {
    const { error } = answering(times);
    expect(error && faultsOf(error)[0]?.slice(0, fault.length)).toBe(fault);
  });

  it('brings the public holidays of where it answers, and the days beside them, of no other place', () => {
    const { holidays = [] } = answering({ country: 'GB', region: 'ENG', holidays: ['2026-12-24'] }).data?.answers ?? {};
    // The 26th is a Saturday.
    expect(holidays).toEqual(expect.arrayContaining(['2026-12-24', '2026-12-25', '2026-12-28', '2027-01-01']));
    expect(holidays).not.toContain('2026-10-01');
    expect(answering({ country: 'CN' }).data?.answers?.holidays).toContain('2026-10-01');
    expect(answering({}).data?.answers?.holidays).toEqual([]);
  });

  it('takes colours that are read on all that they stand on, in light and dark', () => {
    expect(faults({ colours })).toEqual([]);
    const light = { accent: '#767676', onAccent: '#ffffff' };
    // 4.54 on the white card, but 4.09 on the page.
    expect(faults({ colours: { ...colours, light } })).toEqual([
      'brands[0].colours.light.accent: #767676 on the page #f3f3f5 has a contrast of 4.09; it needs 4.5 (WCAG AA, light)',
    ]);
    expect(faults({ colours: { ...colours, dark: colours.light } })).toEqual([
      expect.stringMatching(/^brands\[0\]\.colours\.dark\.accent: #14565c on the card #1e1e21 has a contrast of/),
      expect.stringMatching(/^brands\[0\]\.colours\.dark\.accent: #14565c on the page #111113 has a contrast of/),
    ]);
  });

  it('gives no storefront to two brands', () => {
    const other = { ...brand, storefronts: ['web', 'app'] };
    expect(faults({ storefronts: ['web'] }, [other])).toEqual(['brands[1].storefronts[0]: web is named twice']);
  });

  it('is one of at least one brand', () => {
    for (const profile of [{}, { brands: [] }, [], 'North Lane', null]) {
      expect(ShopProfile.safeParse(profile).success).toBe(false);
    }
  });
});

describe('a contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#ffffff', '#ff0000', 4],
  ])('of %s on %s is that of WCAG', (text, ground, ratio) => {
    expect(contrast(text, ground)).toBeCloseTo(ratio, 2);
    expect(contrast(ground, text)).toBe(contrast(text, ground));
  });

  it('is asked for on what mails paint, and on nothing else', async () => {
    const { packedHtml } = await import('../../lambdas/notifications/email-template.generated.ts');
    const html = unpacked(packedHtml);
    const dark = [...html.matchAll(/\.(?:page|card)[^{}]*\{ background-color: (#\w+) !important/g)].map(
      ([, colour]) => colour,
    );
    expect(dark.sort()).toEqual(Object.values(grounds.dark).sort());
    const light = [...html.matchAll(/background(?:-color)?:(#\w+)/g)].map(([, colour]) => colour);
    expect([...new Set(light)].sort()).toEqual(Object.values(grounds.light).sort());
  });

  it('is asked for on what the page of an order paints too', () => {
    const painted = [...pageStyle.matchAll(/--ground:(#\w+);--card:(#\w+)/g)].map(([, page, card]) => [page, card]);
    expect(painted).toEqual([grounds.light, grounds.dark].map(({ page, card }) => [page, card]));
  });
});

describe('the brand of an order', () => {
  it('is that of its storefront, or else the first', () => {
    expect(brandOf(exampleShop, 'storefront-b', 'en').name).toBe('Harbour & Daughters');
    for (const storefront of ['storefront-a', 'one of long ago', undefined]) {
      expect(brandOf(exampleShop, storefront, 'en').name).toBe('North Lane');
    }
  });

  it("speaks the customer's language where the shop does, else the default one", () => {
    const { name, sender } = brandOf(exampleShop, 'storefront-b', 'zh-CN');
    expect({ name, sender }).toEqual({ name: '海港家居', sender: 'kefu@harbour.example' });
    expect(brandOf(exampleShop, 'storefront-a', 'zh-CN')).toMatchObject({
      name: 'North Lane',
      sender: 'orders@northlane.example',
      support: { hours: expect.stringContaining('周一') },
    });
    for (const locale of locales) expect(brandOf(exampleShop, undefined, locale).legal).toHaveLength(2);
    expect(brandOf(exampleShop, 'storefront-b', 'en').legal).toEqual([]);
  });
});

describe('the documented schema', () => {
  it('is that of the code', async () => {
    expect(await readFile(published, 'utf8'), 'run `npm run shop-schema`').toBe(shopSchemaFile());
  });

  it('takes the example and names what it does not take', async () => {
    const validate = new Ajv2020({ strict: false, formats: { email: true } }).compile(JSON.parse(shopSchemaFile()));
    const example = JSON.parse(await readFile(exampleShopFile, 'utf8'));
    expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...example, brands: [{ ...example.brands[0], sender: undefined }] })).toBe(false);
  });

  it('says of each field of a brand what it is', () => {
    const { properties } = JSON.parse(shopSchemaFile()).properties.brands.items;
    expect(Object.keys(properties).length).toBeGreaterThan(10);
    const silent = Object.entries<{ description?: string }>(properties).filter(([, { description }]) => !description);
    expect(silent).toEqual([]);
  });
});
