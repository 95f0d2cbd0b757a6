import { BusinessError } from '../runtime/business-error.ts';

/** Who follows parcels does not answer, or not sensibly. A technical error: asked again later. */
export class CarrierUnavailable extends Error {
  override readonly name = 'CarrierUnavailable';

  constructor(provider: string, detail: string) {
    super(`${provider}: ${detail}`);
  }
}

/** Who follows parcels will not follow this one: it takes no such number, say. `code` is its word for why. */
export class CarrierRefused extends BusinessError {
  override readonly name = 'CarrierRefused';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A notification is not to be believed: its signature is missing or does not verify. */
export class InvalidCarrierNotification extends Error {
  override readonly name = 'InvalidCarrierNotification';
}
