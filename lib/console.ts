import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrdersApi } from './orders-api.ts';
import type { StorefrontIdentity } from './storefront-identity.ts';

/** What the console connects. */
export interface ConsoleProps {
  readonly api: OrdersApi;
  readonly identity: StorefrontIdentity;
}

/** The operators' page: static files in small functions, which have no rights at all. */
export class Console extends Construct {
  constructor(scope: Construct, id: string, { api, identity: { issuer, scopePrefix } }: ConsoleProps) {
    super(scope, id);
    api.serve(this, 'getConsole', {
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: {
        ISSUER: issuer,
        SCOPE_PREFIX: scopePrefix,
        CONSOLE_CLIENT_ID: api.signIn.clientId,
        CONSOLE_SCOPE: api.signIn.scope,
      },
    });
    api.serve(this, 'getConsoleAsset', { memorySize: 256, timeout: Duration.seconds(15) });
  }
}
