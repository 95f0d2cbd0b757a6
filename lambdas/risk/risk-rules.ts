import type { RiskRules } from './decide-risk.ts';

/**
 * The rules by which orders are held or declined. They are data: who changes them gives them another version, tries it in
 * shadow mode and with `npm run bench:risk`, and says so in docs/risk.md. What an order is worth is in US cents, whatever
 * its currency.
 */
export const riskRules = {
  version: '2026-11-27.2',
  rules: {
    providerHighest: {
      when: [{ signal: 'providerLevel', is: 'highest' }],
      weight: 100,
      says: 'The payment provider sees the highest risk',
    },
    providerElevated: {
      when: [{ signal: 'providerLevel', is: 'elevated' }],
      weight: 65,
      says: 'The payment provider sees an elevated risk',
    },
    providerReviews: {
      when: [{ signal: 'providerReview', is: 'OPEN' }],
      weight: 50,
      says: "The payment provider's own review is open",
    },
    providerApproved: {
      when: [{ signal: 'providerReview', is: 'APPROVED' }],
      weight: -70,
      says: "The payment provider's own people have approved it",
    },
    disputedBefore: {
      when: [{ signal: 'disputesBefore', atLeast: 1 }],
      weight: 60,
      says: 'An earlier order of this customer was disputed, or its card reported as stolen',
    },
    manyByEmail: {
      when: [{ signal: 'ordersByEmail', atLeast: 5 }],
      weight: 30,
      says: 'Five or more orders with this e-mail address within a day',
    },
    manyByPhone: {
      when: [{ signal: 'ordersByPhone', atLeast: 5 }],
      weight: 30,
      says: 'Five or more orders with this telephone number within a day',
    },
    manyToAddress: {
      when: [{ signal: 'ordersByAddress', atLeast: 6 }],
      weight: 20,
      says: 'Six or more orders to this address within two days',
    },
    declinedTwice: {
      when: [{ signal: 'declines', atLeast: 2 }],
      weight: 15,
      says: 'Two or more declined payments within a day',
    },
    declinedOften: {
      when: [{ signal: 'declines', atLeast: 4 }],
      weight: 35,
      says: 'Four or more declined payments within a day',
    },
    countriesDiffer: {
      when: [{ signal: 'countriesDiffer', is: true }],
      weight: 15,
      says: 'The invoice goes to another country than the goods',
    },
    disposableMail: {
      when: [{ signal: 'disposableMail', is: true }],
      weight: 30,
      says: 'The e-mail address is one that is thrown away',
    },
    highFirstOrder: {
      when: [
        { signal: 'worth', atLeast: 50_000 },
        { signal: 'paidBefore', atMost: 0 },
      ],
      weight: 20,
      says: 'A high amount, and the first order of this customer',
    },
    unusuallyHigh: {
      when: [
        { signal: 'worth', atLeast: 20_000 },
        { signal: 'timesHighest', atLeast: 4 },
      ],
      weight: 20,
      says: 'Four times the highest amount that this customer has paid before',
    },
    resale: {
      when: [
        { signal: 'mostOfOneSku', atLeast: 10 },
        { signal: 'worth', atLeast: 50_000 },
        { signal: 'paidBefore', atMost: 0 },
      ],
      weight: 20,
      says: 'Many units of one product for a high amount, from a new customer',
    },
    knownCustomer: {
      when: [
        { signal: 'paidBefore', atLeast: 3 },
        { signal: 'disputesBefore', atMost: 0 },
      ],
      weight: -15,
      says: 'Three or more earlier orders, paid for and undisputed',
    },
  },
  reviewFrom: 50,
  declineFrom: 120,
  approveUnseenBelow: 5_000,
  secondPersonFrom: 100_000,
} as const satisfies RiskRules;
