/**
 * What a US cent comes to in other currencies' minor units, roughly, as of November 2026: rules speak of high and low
 * amounts, which a few in a hundred more or less do not change. A currency that is not here is compared with nothing.
 */
const minorUnitsOfACent: Readonly<Record<string, number>> = {
  ...{ USD: 1, EUR: 0.9, GBP: 0.8, CHF: 0.85, CAD: 1.4, AUD: 1.5, NZD: 1.7, SGD: 1.3, HKD: 7.8, CNY: 7, TWD: 31 },
  ...{ SEK: 10, NOK: 10.5, DKK: 6.7, PLN: 3.8, CZK: 22, HUF: 350, RON: 4.5, TRY: 40, ILS: 3.5, AED: 3.7, SAR: 3.75 },
  ...{ MXN: 19, BRL: 5.5, INR: 87, THB: 33, MYR: 4.3, PHP: 57, IDR: 16_000, ZAR: 18 },
  // These have no minor unit.
  ...{ JPY: 1.5, KRW: 14, VND: 255, CLP: 9.5, ISK: 1.3 },
  // And these a thousandth.
  ...{ KWD: 3.1, BHD: 3.8, JOD: 7.1, OMR: 3.85, TND: 30 },
};

/** About what an amount is worth, in US cents; undefined of a currency that is not known here. */
export function worthOf(minorUnits: number, currency: string): number | undefined {
  const units = Object.hasOwn(minorUnitsOfACent, currency) ? minorUnitsOfACent[currency] : undefined;
  return units === undefined ? undefined : Math.round(minorUnits / units);
}
