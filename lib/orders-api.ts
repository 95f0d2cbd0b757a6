import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnIntegration,
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { isRecorded, type Route, routeKey } from '../lambdas/api/route.ts';
import { namedRoutes, type RouteName, routes } from '../lambdas/api/routes.ts';
import { type Alarms, countedMetric } from './alarms.ts';
import { constructId } from './construct-id.ts';
import type { GradualReleases } from './gradual-releases.ts';
import { output } from './output.ts';
import { routeLimits } from './route-limits.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import type { ServiceTable } from './service-table.ts';
import type { Stage } from './stages.ts';
import type { SignInClient, StorefrontIdentity } from './storefront-identity.ts';

/** What the API connects. */
export interface OrdersApiProps {
  readonly stage: Stage;
  readonly identity: StorefrontIdentity;
  /** Where what people of the shop do is recorded. */
  readonly audit: ServiceTable;
  readonly alarms: Alarms;
  readonly releases: GradualReleases;
}

/** What a route adds to the settings that all functions share. */
type RouteProps = Omit<ServiceFunctionProps, 'entry' | 'stage'> & {
  /** A release takes it over little by little: an order is let in by it. */
  readonly isGradual?: true;
};

/**
 * The front door: an HTTP API that is closed by default, throttled, and logs who called what but nothing of what they
 * sent.
 */
export class OrdersApi extends Construct {
  /** The endpoint, without a slash at its end. */
  readonly url: string;
  /** By which people sign in to the console. */
  readonly signIn: SignInClient;
  readonly #api: HttpApi;
  readonly #authorizer: IHttpRouteAuthorizer;
  readonly #alarms: Alarms;
  readonly #limits: ReturnType<typeof routeLimits>;
  readonly #deployed: CfnStage;
  readonly #identity: StorefrontIdentity;
  readonly #stage: Stage;
  readonly #audit: ServiceTable;
  readonly #releases: GradualReleases;

  constructor(scope: Construct, id: string, { stage, identity, audit, alarms, releases }: OrdersApiProps) {
    super(scope, id);
    this.#alarms = alarms;
    this.#identity = identity;
    this.#stage = stage;
    this.#audit = audit;
    this.#releases = releases;
    this.#api = new HttpApi(this, 'HttpApi', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    this.url = this.#api.apiEndpoint;
    this.signIn = identity.signInClient(this, `${this.url}/console`);
    const people = this.signIn.clientId === 'none' ? [] : [this.signIn.clientId];
    for (const clientId of people) output(this, 'ConsoleClientId', clientId);
    this.#authorizer = new HttpJwtAuthorizer('Storefront', identity.issuer, {
      jwtAudience: [...identity.audiences, ...people],
    });
    if (identity.addScopes !== undefined) alarms.ringOnErrors(identity.addScopes, this);
    output(this, 'ApiUrl', this.url);

    const $context = (path: string) => `$context.${path}`;
    const { node } = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: stage.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/vendedlogs/api/${Stack.of(this).stackName}`,
            retention: stage.logRetention,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        // No address, user agent or path: the route is enough to find a request, and a path can hold an order's id.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: $context('requestId'),
            time: $context('requestTimeEpoch'),
            route: $context('routeKey'),
            status: $context('status'),
            storefront: $context('authorizer.claims.client_id'),
            refusal: $context('authorizer.error'),
            error: $context('integrationErrorMessage'),
            milliseconds: $context('responseLatency'),
          }),
        ),
      },
    });
    this.#limits = routeLimits(stage.ordersPerSecond);
    this.#deployed = node.defaultChild as CfnStage;
    this.#deployed.routeSettings = Object.fromEntries(
      namedRoutes.flatMap(([name, route]) => {
        const limit = this.#limits[name];
        if (limit === undefined) return [];
        return [[routeKey(route), { ThrottlingRateLimit: limit.rateLimit, ThrottlingBurstLimit: limit.burstLimit }]];
      }),
    );
    alarms.ring('ApiErrors', {
      metric: this.#api.metricServerError({ period: Duration.minutes(5) }),
      atLeast: 5,
      description:
        'Storefronts get answers 5xx, be it for lack of room or time. The access log names the route, the log of its function the cause.',
      because: 'Storefronts repeat a single 5xx safely; five within five minutes are no accident.',
    });
    // A route answers its own failures, so its function does not fail.
    const internalErrors = alarms.ring('InternalErrors', {
      metric: countedMetric(stage, 'InternalError'),
      atLeast: 1,
      description:
        'A route has met an error that it has no answer for, and said 500. Search its function\'s log for "request failed".',
      because: 'Every trouble that is foreseen has an answer of its own: a single 500 is a fault of ours.',
    });
    releases.heed(internalErrors);
  }

  /** What API Gateway counts of all routes together, by its own name for it. */
  metric(name: 'Count' | '4xx' | '5xx' | 'Latency', options: MetricOptions): Metric {
    return this.#api.metric(name, options);
  }

  /** Deploys the function of a route, in the stack of the scope, and lets in whom its record names. */
  serve(scope: Construct, name: RouteName, props: RouteProps): ServiceFunction {
    return this.serveTogether(scope, constructId(name), [name], props);
  }

  /** Deploys one function for several routes, whose records have the same entry. */
  serveTogether(
    scope: Construct,
    id: string,
    names: readonly [RouteName, ...RouteName[]],
    { isGradual, ...props }: RouteProps,
  ): ServiceFunction {
    const { entry } = routes[names[0]];
    const fn = new ServiceFunction(scope, id, { ...props, stage: this.#stage, entry });
    const called = isGradual ? this.#releases.entryOf(fn) : fn;
    this.#alarms.ringOnErrors(fn);
    if (names.some((name) => isRecorded(routes[name]))) this.#audit.grant(fn, 'PutItem');
    // One right for all its routes: a stack has room for 500 resources.
    const integration = new HttpLambdaIntegration(fn.node.id, called, { scopePermissionToRoute: names.length === 1 });
    for (const name of names) this.#route(scope, name, fn, integration);
    return fn;
  }

  #route(scope: Construct, name: RouteName, fn: ServiceFunction, integration: HttpLambdaIntegration): void {
    const { method, path, access }: Route = routes[name];
    const allowed = 'anyScopeOf' in access && {
      authorizer: this.#authorizer,
      authorizationScopes: access.anyScopeOf.map((scope) => this.#identity.scopes[scope]),
    };
    const served =
      Stack.of(scope) === Stack.of(this)
        ? this.#api.addRoutes({ path, methods: [HttpMethod[method]], integration, ...allowed })
        : [
            new HttpRoute(scope, `${constructId(name)}Route`, {
              httpApi: this.#api,
              routeKey: HttpRouteKey.with(path, HttpMethod[method]),
              integration,
              ...allowed,
            }),
          ];
    for (const { node } of served) {
      const made = node.findAll();
      const rights = made.filter((child) => child instanceof CfnPermission);
      // An integration that called what it may not call yet would answer 500.
      for (const child of made) if (child instanceof CfnIntegration) child.node.addDependency(...rights);
    }
    if ('anyScopeOf' in access) {
      // So that it knows a scope by the whole name that it has at this issuer.
      fn.addEnvironment('SCOPE_PREFIX', this.#identity.scopePrefix);
    } else {
      for (const open of served) {
        Validations.of(open).acknowledge({ id: 'AwsSolutions-APIG4', reason: access.openBecause });
      }
    }
    // A limit is refused for a route that is not there yet.
    if (name in this.#limits) this.#deployed.node.addDependency(...served);
  }
}
