import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrdersApi } from './orders-api.ts';
import type { StorefrontIdentity } from './storefront-identity.ts';

/** What the description of the API is about. */
export interface ApiDescriptionProps {
  readonly api: OrdersApi;
  readonly identity: StorefrontIdentity;
}

/**
 * Describes the API to whoever asks, as it is deployed: with its address, its issuer, and what its scopes are called
 * there.
 */
export class ApiDescription extends Construct {
  constructor(scope: Construct, id: string, { api, identity: { issuer, scopePrefix } }: ApiDescriptionProps) {
    super(scope, id);
    api.serve(this, 'getOpenApi', {
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: {
        API_URL: api.url,
        ISSUER: issuer,
        SCOPE_PREFIX: scopePrefix,
      },
    });
  }
}
