/** The order's number at WeChat Pay, which takes 32 characters at most: its id without dashes. */
export function weChatPayOrderNumber(orderId: string): string {
  return orderId.replaceAll('-', '');
}

/** The id of the order with this number, or undefined when it is not a number of ours. */
export function weChatPayOrderId(number: string): string | undefined {
  if (!/^[0-9a-f]{32}$/.test(number)) return undefined;
  return number.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
