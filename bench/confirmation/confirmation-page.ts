import type { ConfirmationResult } from './generated.ts';

/** What is printed, and stands in docs/models/confirmation.md. */
export function confirmationPage({ seed, nights, ordersANight, checked }: ConfirmationResult): string {
  const { orders, within, loss, plainLoss } = checked;
  const seconds = (milliseconds: number) => (milliseconds / orders / 1000).toFixed(2);
  return `Generated, ${nights} nights of ${ordersANight} orders (seed ${seed}), each foreseen from those before: pinball loss ${seconds(loss)} s an order, the plain moving average ${seconds(plainLoss)} s; ${((100 * within) / orders).toFixed(1)}% of ${orders.toLocaleString('en')} orders were confirmed by the time that 90% should be.`;
}
