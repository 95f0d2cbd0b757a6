import * as z from 'zod/mini';

/**
 * How VAT identification numbers look behind their country's code: in the EU and Northern Ireland (XI) as VIES takes
 * them (https://ec.europa.eu/taxation_customs/vies/#/faq, question 11), and of the neighbours.
 */
const forms: Readonly<Record<string, RegExp>> = {
  AT: /U\d{8}/,
  BE: /[01]\d{9}/,
  BG: /\d{9,10}/,
  CHE: /\d{9}(?:MWST|TVA|IVA)?/,
  CY: /\d{8}[A-Z]/,
  CZ: /\d{8,10}/,
  DE: /\d{9}/,
  DK: /\d{8}/,
  EE: /\d{9}/,
  EL: /\d{9}/,
  ES: /[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]/,
  FI: /\d{8}/,
  FR: /[A-HJ-NP-Z0-9]{2}\d{9}/,
  GB: /\d{9}|\d{12}|(?:GD|HA)\d{3}/,
  HR: /\d{11}/,
  HU: /\d{8}/,
  IE: /\d[A-Z0-9+*]\d{5}[A-Z]{1,2}/,
  IT: /\d{11}/,
  LT: /\d{9}|\d{12}/,
  LU: /\d{8}/,
  LV: /\d{11}/,
  MT: /\d{8}/,
  NL: /[A-Z0-9+*]{9}B\d{2}/,
  NO: /\d{9}(?:MVA)?/,
  PL: /\d{10}/,
  PT: /\d{9}/,
  RO: /\d{2,10}/,
  SE: /\d{12}/,
  SI: /\d{8}/,
  SK: /\d{10}/,
  XI: /\d{9}|\d{12}|(?:GD|HA)\d{3}/,
};

/** The numbers of other countries: letters and digits behind the country's code. */
const otherForm = /^[A-Z]{2}[A-Z0-9]{4,18}$/;

/**
 * A VAT identification number with its country's code, in its form; whether it was given out is not asked. Spaces, dots
 * and dashes within it are taken out: `de 123.456.789` is `DE123456789`.
 */
export const VatId = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(40, 'must have at most 40 characters')),
    z.transform((text) => text.replace(/[\s.-]/g, '').toUpperCase()),
  ),
  z.string().check(z.refine(hasForm, 'must be a VAT number with its country, such as DE123456789')),
);

function hasForm(id: string): boolean {
  const country = Object.keys(forms).find((code) => id.startsWith(code));
  if (country === undefined) return otherForm.test(id);
  return new RegExp(`^(?:${forms[country]?.source})$`).test(id.slice(country.length));
}
