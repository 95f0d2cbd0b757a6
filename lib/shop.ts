import { readFileSync } from 'node:fs';
import { defaultLocale } from '../lambdas/orders/locale.ts';
import { defaultColours, faultsOf, ShopProfile } from '../lambdas/shop/shop-profile.ts';

/** What a stage without a profile says of its shop. */
export interface NamedShop {
  readonly name: string;
  readonly sender: string;
  readonly smsSenderId: string | undefined;
}

/** Nobody can be written to in the name of what a file says. */
export class NotAShop extends Error {
  override readonly name = 'NotAShop';
  /** What is wrong, each by its field. */
  readonly faults: readonly string[];

  constructor(file: string, faults: readonly string[]) {
    super(`${file} is not the profile of a shop:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/**
 * The profile in a file.
 * @throws NotAShop that names every field that is missing, unknown or wrong
 */
export function readShop(file: string): ShopProfile {
  const parsed = ShopProfile.safeParse(contentOf(file));
  if (!parsed.success) throw new NotAShop(file, faultsOf(parsed.error));
  const { $schema: _, ...profile } = parsed.data;
  return profile;
}

/**
 * The profile of a shop of which no more is known: its sender's address takes the answers too, and times are in UTC,
 * and say so.
 */
export function namedShop({ name, sender, smsSenderId }: NamedShop): ShopProfile {
  const brand = {
    storefronts: [],
    name: { [defaultLocale]: name },
    colours: defaultColours,
    sender: { [defaultLocale]: sender },
    support: { email: sender },
    timeZone: 'UTC',
    smsSenderId,
  };
  return { brands: [brand] };
}

/** The addresses that a shop's mails come from, each once. */
export function sendersOf({ brands }: ShopProfile): readonly string[] {
  return [...new Set(brands.flatMap(({ sender }) => Object.values(sender).filter((address) => address !== undefined)))];
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new NotAShop(file, [error instanceof Error ? error.message : String(error)]);
  }
}
