import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  type HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { routeLimits } from './route-limits.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { StorefrontIdentity } from './storefront-identity.ts';

/** What the API connects. */
export interface OrdersApiProps {
  readonly stage: Stage;
  readonly identity: StorefrontIdentity;
  readonly alarms: Alarms;
}

/** The front door: an HTTP API that is closed by default, throttled, and logs who called what but nothing of what they sent. */
export class OrdersApi extends Construct {
  /** The endpoint, without a slash at its end. */
  readonly url: string;
  readonly #api: HttpApi;
  readonly #authorizer: IHttpRouteAuthorizer;
  readonly #alarms: Alarms;
  readonly #limits: ReturnType<typeof routeLimits>;
  readonly #deployed: CfnStage;
  readonly #identity: StorefrontIdentity;

  constructor(scope: Construct, id: string, { stage, identity, alarms }: OrdersApiProps) {
    super(scope, id);
    this.#alarms = alarms;
    this.#identity = identity;
    this.#api = new HttpApi(this, 'HttpApi', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    this.#authorizer = new HttpJwtAuthorizer('Storefront', identity.issuer, { jwtAudience: identity.audiences });
    this.url = this.#api.apiEndpoint;

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
      Object.entries(this.#limits).map(([routeKey, { rateLimit, burstLimit }]) => [
        routeKey,
        { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit },
      ]),
    );
    alarms.ring('ApiErrors', {
      metric: this.#api.metricServerError({ period: Duration.minutes(5) }),
      atLeast: 5,
      description:
        'Storefronts get answers 5xx, be it for lack of room or time. The access log names the route, the log of its function the cause.',
    });
    // A route answers its own failures, so its function does not fail.
    alarms.ring('InternalErrors', {
      metric: countedMetric(stage, 'InternalError'),
      atLeast: 1,
      description:
        'A route has met an error that it has no answer for, and said 500. Search its function\'s log for "request failed".',
    });
  }

  /** A route that takes an access token with at least one of these scopes. */
  route(method: HttpMethod, path: string, fn: ServiceFunction, ...authorizationScopes: string[]): void {
    this.#addRoute(method, path, fn, { authorizer: this.#authorizer, authorizationScopes });
    // So that it knows staff by the whole name that the scope has at this issuer.
    fn.addEnvironment('STAFF_SCOPE', this.#identity.scopes.staff);
  }

  /** A route without access token, for a caller that proves itself otherwise. */
  openRoute(method: HttpMethod, path: string, fn: ServiceFunction, reason: string): void {
    const routes = this.#addRoute(method, path, fn, {});
    for (const route of routes) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });
  }

  #addRoute(
    method: HttpMethod,
    path: string,
    fn: ServiceFunction,
    authorization: { authorizer?: IHttpRouteAuthorizer; authorizationScopes?: string[] },
  ) {
    this.#alarms.ringOnErrors(fn);
    const integration = new HttpLambdaIntegration(fn.node.id, fn);
    const routes = this.#api.addRoutes({ path, methods: [method], integration, ...authorization });
    // A limit is refused for a route that is not there yet.
    if (`${method} ${path}` in this.#limits) this.#deployed.node.addDependency(...routes);
    return routes;
  }
}
