/** Something that this shop sells. Prices are the service's affair: it refuses an order whose total the shopper was not shown. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  /** In pence. */
  readonly price: number;
}

/** What is for sale: a part of the catalogue that the local cloud begins with. */
export const products: readonly Product[] = [
  { sku: 'TEA-250', name: 'Green tea 250 g', price: 765 },
  { sku: 'CUP-STONE', name: 'Stoneware cup', price: 1800 },
];

/** The cards of the sandbox, by the token that stands for each. */
export const cards: Readonly<Record<string, string>> = {
  'sandbox-authorised': 'a card that pays at once',
  'sandbox-delayed': 'a wallet that pays some seconds later',
  'sandbox-declined': 'a card that is declined',
};
