import type { RiskSignals } from '../../lambdas/risk/risk-signals.ts';
import { randomOf } from '../random.ts';

/**
 * An order of a shop that does not exist, with what is known of it, and whether it is fraud. No labelled orders of a real
 * shop are free to use: what stands here is made up, from what the trade tells of fraud.
 */
export interface LabelledOrder {
  readonly signals: RiskSignals;
  readonly isFraud: boolean;
}

/** How often each kind is met, and what it looks like. Amounts are log-normal: the median, and the spread of its logarithm. */
export const kinds = {
  newCustomer: { share: 0.55, isFraud: false, median: 4_500, spread: 0.8 },
  knownCustomer: { share: 0.43, isFraud: false, median: 5_000, spread: 0.8 },
  /** A shop that buys for others: many units, an address with many orders. */
  reseller: { share: 0.012, isFraud: false, median: 60_000, spread: 0.6 },
  stolenCard: { share: 0.004, isFraud: true, median: 28_000, spread: 0.7 },
  /** Small orders one after the other, to see which cards work. */
  cardTesting: { share: 0.002, isFraud: true, median: 1_500, spread: 0.4 },
  /** With the address and the history of a customer whose account was taken over. */
  takenOver: { share: 0.0008, isFraud: true, median: 35_000, spread: 0.6 },
  /** The customer has it, and says that they have not: nothing tells it beforehand. */
  friendly: { share: 0.0012, isFraud: true, median: 7_000, spread: 0.9 },
} as const satisfies Record<
  string,
  { readonly share: number; readonly isFraud: boolean; readonly median: number; readonly spread: number }
>;
type Kind = keyof typeof kinds;

/** How a kind's signals come about: chances, and means of counts. */
const looks: Readonly<
  Record<
    Kind,
    {
      /** Chances of an elevated and of the highest risk, as the provider sees it. */
      readonly elevated: number;
      readonly highest: number;
      readonly disposable: number;
      readonly countriesDiffer: number;
      readonly moreByEmail: number;
      readonly moreToAddress: number;
      readonly declines: number;
      readonly paidBefore: number;
      readonly disputed: number;
      readonly units: number;
    }
  >
> = {
  newCustomer: look({ elevated: 0.012, disposable: 0.008, countriesDiffer: 0.03, declines: 0.06, paidBefore: 0 }),
  knownCustomer: look({ elevated: 0.004, countriesDiffer: 0.02, declines: 0.03, paidBefore: 6, disputed: 0.001 }),
  reseller: look({ elevated: 0.02, moreByEmail: 2.5, moreToAddress: 5, paidBefore: 4, units: 14 }),
  stolenCard: look({
    ...{ elevated: 0.42, highest: 0.2, disposable: 0.25, countriesDiffer: 0.3 },
    ...{ moreByEmail: 0.8, moreToAddress: 1.5, declines: 1.4, units: 4, disputed: 0.05 },
  }),
  cardTesting: look({
    ...{ elevated: 0.35, highest: 0.25, disposable: 0.4, moreByEmail: 7, moreToAddress: 8, declines: 4, units: 1 },
  }),
  takenOver: look({ elevated: 0.3, highest: 0.08, countriesDiffer: 0.15, declines: 0.4, paidBefore: 7, units: 3 }),
  friendly: look({ elevated: 0.015, paidBefore: 2, disputed: 0.12 }),
};

function look(changes: Partial<(typeof looks)[Kind]>): (typeof looks)[Kind] {
  return {
    ...{ elevated: 0, highest: 0, disposable: 0.004, countriesDiffer: 0.02, moreByEmail: 0.05, moreToAddress: 0.1 },
    ...{ declines: 0.03, paidBefore: 0, disputed: 0, units: 2 },
    ...changes,
  };
}

/** So many of a hundred orders are paid by wallets, which tell no risk. */
const walletShare = 0.2;

/** Orders as they come to the shop; of one seed always the same. */
export function generatedOrders(count: number, seed: number): readonly LabelledOrder[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => generated(kindOf(random()), random));
}

function kindOf(at: number): Kind {
  let passed = 0;
  for (const [kind, { share }] of Object.entries(kinds) as [Kind, { share: number }][]) {
    passed += share;
    if (at < passed) return kind;
  }
  return 'newCustomer';
}

function generated(kind: Kind, random: () => number): LabelledOrder {
  const { isFraud, median, spread } = kinds[kind];
  const { elevated, highest, disposable, countriesDiffer, disputed, ...means } = looks[kind];
  const amount = Math.round(median * Math.exp(spread * normal(random)));
  const paidBefore = poisson(means.paidBefore, random);
  const units = 1 + poisson(means.units, random);
  const usual = Math.round(5_000 * Math.exp(0.5 * normal(random)));
  const risk = random();
  const hasCard = random() >= walletShare;
  return {
    isFraud,
    signals: {
      ...{ amount, worth: amount, units, mostOfOneSku: Math.ceil(units * random()), paidBefore },
      countriesDiffer: random() < countriesDiffer,
      disposableMail: random() < disposable,
      ordersByEmail: 1 + poisson(means.moreByEmail, random),
      ordersByPhone: 1 + poisson(means.moreByEmail, random),
      ordersByAddress: 1 + poisson(means.moreToAddress, random),
      declines: poisson(means.declines, random),
      disputesBefore: random() < disputed ? 1 : 0,
      ...(paidBefore > 0 && { timesHighest: Math.round((10 * amount) / usual) / 10 }),
      ...(hasCard && {
        providerLevel: risk < highest ? 'highest' : risk < highest + elevated ? 'elevated' : 'normal',
      }),
    },
  };
}

/** Box and Muller's. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Knuth's. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  for (; product > limit; count++) product *= random();
  return count;
}
