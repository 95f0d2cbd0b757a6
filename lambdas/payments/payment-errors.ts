import { BusinessError } from '../runtime/business-error.ts';
import { OverloadError } from '../runtime/overload-error.ts';

/** The provider, or the customer's bank, said no. */
export class PaymentDeclined extends BusinessError {
  override readonly name = 'PaymentDeclined';

  constructor(orderId: string) {
    super(`the payment of order ${orderId} was declined`);
  }
}

/** The money is there, but the shop does not want the order: it is too likely to be fraud. */
export class OrderNotAccepted extends BusinessError {
  override readonly name = 'OrderNotAccepted';

  constructor(orderId: string) {
    super(`order ${orderId} is not accepted`);
  }
}

/** The payment is still open, or its order held, and the workflow that asks cannot wait for it: one that can goes on. */
export class PaymentPending extends BusinessError {
  override readonly name = 'PaymentPending';

  constructor(orderId: string) {
    super(`the payment of order ${orderId} is still open`);
  }
}

/**
 * The wait for the payment was over, but the provider, asked once more, had it: the order is to be confirmed after all.
 */
export class PaymentSettled extends BusinessError {
  override readonly name = 'PaymentSettled';

  constructor(orderId: string) {
    super(`the payment of order ${orderId} was settled at the last moment`);
  }
}

/**
 * The customer is paying at this very moment, or their bank takes its time: the provider can neither take the payment
 * nor give it up yet. Worth asking again later, for days if need be.
 */
export class PaymentUnderWay extends Error {
  override readonly name = 'PaymentUnderWay';

  constructor(orderId: string) {
    super(`the payment of order ${orderId} is being processed`);
  }
}

/** The provider says no to a refund: no money moves because of it. `code` is the provider's word for why. */
export class RefundRefused extends BusinessError {
  override readonly name = 'RefundRefused';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The provider does not answer, or not sensibly. A technical error: worth a retry. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';

  constructor(provider: string, detail: string) {
    super(`payment provider ${provider}: ${detail}`);
  }
}

/**
 * Lambda had no room for the provider's function: nobody was asked anything. Worth waiting for, as long as it takes.
 */
export class ProviderBusy extends OverloadError {
  override readonly name = 'ProviderBusy';

  constructor(provider: string) {
    super(`Lambda has no room for the function of payment provider ${provider}`);
  }
}

/**
 * A notification is not to be believed: its signature does not verify, it is too old, or it is about another merchant.
 */
export class InvalidNotification extends Error {
  override readonly name = 'InvalidNotification';
}
