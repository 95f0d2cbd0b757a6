/** What a construct is called after its name in the code: `StockMovements` of `stockMovements`. */
export function constructId(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
