import { Aws, Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import {
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/**
 * Whose access tokens the API accepts, and what its scopes are called there: the OIDC issuer that the stage names, or a Cognito
 * user pool in which the storefront is a machine client (client credentials).
 */
export class StorefrontIdentity extends Construct {
  readonly issuer: string;
  readonly audience: string;
  readonly scopes: { readonly read: string; readonly write: string; readonly staff: string };
  /** Where the storefront gets its token and as whom, when the service brings the user pool. */
  readonly machineClient:
    | { readonly tokenUrl: string; readonly clientId: string; readonly userPoolId: string }
    | undefined;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    if (stage.issuer !== undefined) {
      this.issuer = stage.issuer.url;
      this.audience = stage.issuer.audience;
      this.scopes = { read: 'orders:read', write: 'orders:write', staff: 'orders:staff' };
      return;
    }
    const pool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      deletionProtection: stage.protectsData,
      removalPolicy: stage.removalPolicy,
    });
    const noUsers = 'The pool has no users and no way to sign up: it only issues tokens to machine clients.';
    Validations.of(pool).acknowledge(
      { id: 'AwsSolutions-COG1', reason: noUsers },
      { id: 'AwsSolutions-COG2', reason: noUsers },
      { id: 'AwsSolutions-COG3', reason: noUsers },
      { id: 'AwsSolutions-COG8', reason: noUsers },
    );
    const read = new ResourceServerScope({
      scopeName: 'orders:read',
      scopeDescription: 'Read orders and availability',
    });
    const write = new ResourceServerScope({ scopeName: 'orders:write', scopeDescription: 'Place and cancel orders' });
    const staff = new ResourceServerScope({
      scopeName: 'orders:staff',
      scopeDescription: "See and cancel any storefront's orders, and give money back",
    });
    const server = pool.addResourceServer('Api', { identifier: 'order-confirmation', scopes: [read, write, staff] });
    const client: UserPoolClient = pool.addClient('Storefront', {
      generateSecret: true,
      authFlows: {},
      accessTokenValidity: Duration.hours(1),
      oAuth: {
        flows: { clientCredentials: true },
        scopes: [OAuthScope.resourceServer(server, read), OAuthScope.resourceServer(server, write)],
      },
    });
    // The shop's back office: a client of its own, so that no storefront can do what staff may.
    pool.addClient('BackOffice', {
      generateSecret: true,
      authFlows: {},
      accessTokenValidity: Duration.hours(1),
      oAuth: {
        flows: { clientCredentials: true },
        scopes: [OAuthScope.resourceServer(server, read), OAuthScope.resourceServer(server, staff)],
      },
    });
    // A domain prefix is unique in a region across all accounts, hence the account's number.
    const prefix = Fn.join('-', ['order-confirmation', stage.name, Aws.ACCOUNT_ID]);
    const domain: UserPoolDomain = pool.addDomain('Domain', { cognitoDomain: { domainPrefix: prefix } });

    this.issuer = pool.userPoolProviderUrl;
    this.audience = client.userPoolClientId;
    this.scopes = {
      read: `${server.userPoolResourceServerId}/orders:read`,
      write: `${server.userPoolResourceServerId}/orders:write`,
      staff: `${server.userPoolResourceServerId}/orders:staff`,
    };
    this.machineClient = {
      tokenUrl: `https://${domain.domainName}.auth.${Stack.of(this).region}.amazoncognito.com/oauth2/token`,
      clientId: client.userPoolClientId,
      userPoolId: pool.userPoolId,
    };
  }
}
