import { Aws, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { OAuthScope, ResourceServerScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ofEachScope, type Scope } from '../lambdas/access/scopes.ts';
import { output } from './output.ts';
import { ofPartition } from './partitions.ts';
import type { Stage } from './stages.ts';

/**
 * The machine clients of our own user pool, and what each may do: no storefront can do what staff may. Each is an
 * audience of the API, and its id an output.
 */
const clients = {
  Storefront: ['read', 'write'],
  BackOffice: ['read', 'staff'],
} as const satisfies Record<string, readonly Scope[]>;

/**
 * Whose access tokens the API accepts, and what its scopes are called there: the OIDC issuer that the stage names, or a
 * Cognito user pool in which storefront and back office are machine clients (client credentials).
 */
export class StorefrontIdentity extends Construct {
  readonly issuer: string;
  /** What a token's `aud` may say, or its `client_id` where it has no `aud`, as Cognito's. */
  readonly audiences: string[];
  readonly scopes: Readonly<Record<Scope, string>>;
  /** What the issuer puts before our names of them, `none` for nothing. */
  readonly scopePrefix: string;
  /** From whom a machine client gets its token and as whom, when the service brings the user pool. */
  readonly #userPool:
    | { readonly id: string; readonly domain: string; readonly clientIds: Readonly<Record<string, string>> }
    | undefined;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    if (stage.issuer !== undefined) {
      this.issuer = stage.issuer.url;
      this.audiences = [stage.issuer.audience];
      this.scopes = ofEachScope(({ scopeName }) => scopeName);
      this.scopePrefix = 'none';
      return;
    }
    const pool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      deletionProtection: stage.protectsData,
      // What may not be deleted must not be tried to delete, not even when its own deployment fails.
      removalPolicy: stage.protectsData ? RemovalPolicy.RETAIN : stage.removalPolicy,
    });
    const noUsers = 'The pool has no users and no way to sign up: it only issues tokens to machine clients.';
    Validations.of(pool).acknowledge(
      { id: 'AwsSolutions-COG1', reason: noUsers },
      { id: 'AwsSolutions-COG2', reason: noUsers },
      { id: 'AwsSolutions-COG3', reason: noUsers },
      { id: 'AwsSolutions-COG8', reason: noUsers },
    );
    const granted = ofEachScope((described) => new ResourceServerScope(described));
    const server = pool.addResourceServer('Api', {
      identifier: 'order-confirmation',
      scopes: Object.values(granted),
    });
    const clientIds = Object.entries(clients).map(([name, allowed]) => {
      const client = pool.addClient(name, {
        generateSecret: true,
        authFlows: {},
        accessTokenValidity: Duration.hours(1),
        oAuth: {
          flows: { clientCredentials: true },
          scopes: allowed.map((scopeName) => OAuthScope.resourceServer(server, granted[scopeName])),
        },
      });
      return [name, client.userPoolClientId] as const;
    });
    // A domain prefix is unique in a region across all accounts, hence the account's number.
    const prefix = Fn.join('-', ['order-confirmation', stage.name, Aws.ACCOUNT_ID]);
    const domain = pool.addDomain('Domain', { cognitoDomain: { domainPrefix: prefix } });

    this.issuer = pool.userPoolProviderUrl;
    this.audiences = clientIds.map(([, clientId]) => clientId);
    this.scopePrefix = `${server.userPoolResourceServerId}/`;
    this.scopes = ofEachScope(({ scopeName }) => `${this.scopePrefix}${scopeName}`);
    this.#userPool = {
      id: pool.userPoolId,
      domain: domain.domainName,
      clientIds: Object.fromEntries(clientIds),
    };
  }

  /** Names in the service's outputs where and for what tokens are asked for. */
  nameIn(service: Construct): void {
    output(service, 'Issuer', this.issuer);
    output(service, 'ReadScope', this.scopes.read);
    output(service, 'WriteScope', this.scopes.write);
    output(service, 'StaffScope', this.scopes.staff);
    if (this.#userPool === undefined) return;
    const { id, domain, clientIds } = this.#userPool;
    const host = `${domain}.${ofPartition(service, 'tokenHost')}.${Stack.of(service).region}.amazoncognito.com`;
    output(service, 'TokenUrl', `https://${host}/oauth2/token`);
    output(service, 'StorefrontUserPoolId', id);
    for (const [name, clientId] of Object.entries(clientIds)) output(service, `${name}ClientId`, clientId);
  }
}
