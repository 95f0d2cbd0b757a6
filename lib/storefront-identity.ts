import { Aws, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { roles } from '../lambdas/access/roles.ts';
import { ofEachScope, type Scope } from '../lambdas/access/scopes.ts';
import { output } from './output.ts';
import { ofPartition } from './partitions.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/**
 * The machine clients of our own user pool, and what each may do: no storefront can do what staff may. Each is an
 * audience of the API, and its id an output.
 */
const clients = {
  Storefront: ['read', 'write'],
  BackOffice: ['read', 'staff'],
} as const satisfies Record<string, readonly Scope[]>;

/** A public client for people, and what it asks for as they sign in. */
export interface SignInClient {
  readonly clientId: string;
  readonly scope: string;
}

/** What the API is called in the user pool, ahead of the names of its scopes. */
const resourceServer = 'order-confirmation';

/** What the page asks for: who somebody is. What they may do, the issuer adds. */
const signInScopes = ['openid', 'profile', 'email'] as const;

/**
 * Whose access tokens the API accepts, and what its scopes are called there: the OIDC issuer that the stage names, or a
 * Cognito user pool. In that storefront and back office are machine clients (client credentials); people sign in with a
 * second factor, and what their tokens allow follows from their groups. A route has one authorizer, and many take both.
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
    | { readonly pool: UserPool; readonly domain: string; readonly clientIds: Readonly<Record<string, string>> }
    | undefined;
  /** The public client of the console at an issuer that is not ours. */
  readonly #consoleClient: string | undefined;
  /** Gives the tokens of people their scopes: while it fails, nobody signs in. */
  readonly addScopes: ServiceFunction | undefined;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    if (stage.issuer !== undefined) {
      this.issuer = stage.issuer.url;
      this.audiences = [stage.issuer.audience];
      this.scopes = ofEachScope(({ scopeName }) => scopeName);
      this.scopePrefix = 'none';
      this.#consoleClient = stage.issuer.consoleClient;
      return;
    }
    const pool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      // Without it, no trigger may add to access tokens.
      featurePlan: FeaturePlan.ESSENTIALS,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      // Who has lost a factor is let in again by somebody who knows them.
      accountRecovery: AccountRecovery.NONE,
      deletionProtection: stage.protectsData,
      // What may not be deleted must not be tried to delete, not even when its own deployment fails.
      removalPolicy: stage.protectsData ? RemovalPolicy.RETAIN : stage.removalPolicy,
    });
    const fewUsers = 'Nobody signs up: the few people of the shop are invited, and sign in with a second factor.';
    Validations.of(pool).acknowledge(
      { id: 'AwsSolutions-COG3', reason: fewUsers },
      { id: 'AwsSolutions-COG8', reason: fewUsers },
    );
    for (const role of roles)
      pool.addGroup(role, { groupName: role, description: 'May do what docs/operations.md says' });
    this.scopePrefix = `${resourceServer}/`;
    this.addScopes = new ServiceFunction(this, 'AddScopes', {
      stage,
      entry: 'access/add-scopes',
      memorySize: 256,
      // Cognito waits no longer.
      timeout: Duration.seconds(5),
      environment: { SCOPE_PREFIX: this.scopePrefix },
    });
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this.addScopes, LambdaVersion.V2_0);
    const granted = ofEachScope((described) => new ResourceServerScope(described));
    const server = pool.addResourceServer('Api', {
      identifier: resourceServer,
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
    this.scopes = ofEachScope(({ scopeName }) => `${server.userPoolResourceServerId}/${scopeName}`);
    this.#userPool = {
      pool,
      domain: domain.domainName,
      clientIds: Object.fromEntries(clientIds),
    };
  }

  /**
   * The public client by which people sign in to a page of ours; `none` where the issuer is not ours and the stage names
   * none. Signing in lasts for a shift, a token for as long as somebody who was disabled may still be in.
   */
  signInClient(scope: Construct, pageUrl: string): SignInClient {
    if (this.#userPool === undefined) {
      return { clientId: this.#consoleClient ?? 'none', scope: [...signInScopes, 'offline_access'].join(' ') };
    }
    const { userPoolClientId: clientId } = new UserPoolClient(scope, 'SignInClient', {
      userPool: this.#userPool.pool,
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: signInScopes.map((name) => OAuthScope.custom(name)),
        callbackUrls: [pageUrl],
        logoutUrls: [pageUrl],
      },
      accessTokenValidity: Duration.minutes(5),
      idTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(10),
    });
    return { clientId, scope: signInScopes.join(' ') };
  }

  /** Names in the service's outputs where and for what tokens are asked for. */
  nameIn(service: Construct): void {
    output(service, 'Issuer', this.issuer);
    output(service, 'ReadScope', this.scopes.read);
    output(service, 'WriteScope', this.scopes.write);
    output(service, 'StaffScope', this.scopes.staff);
    if (this.#userPool === undefined) return;
    const { pool, domain, clientIds } = this.#userPool;
    const host = `${domain}.${ofPartition(service, 'tokenHost')}.${Stack.of(service).region}.amazoncognito.com`;
    output(service, 'TokenUrl', `https://${host}/oauth2/token`);
    output(service, 'StorefrontUserPoolId', pool.userPoolId);
    for (const [name, clientId] of Object.entries(clientIds)) output(service, `${name}ClientId`, clientId);
  }
}
