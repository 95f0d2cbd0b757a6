import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { type CfnApi, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What telling open pages connects. */
export interface OrderPagePushProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly links: OrderPageLinks;
  readonly alarms: Alarms;
}

/**
 * Tells open pages to look: a WebSocket API that holds their connections, so that none of them holds a function. What a
 * page sends is its token, once.
 */
export class OrderPagePush extends Construct {
  readonly #url: string;
  readonly #connections: string;
  readonly #tables: Tables;
  readonly #apiName: string;

  constructor(scope: Construct, id: string, { stage, tables, links, alarms }: OrderPagePushProps) {
    super(scope, id);
    this.#tables = tables;
    const watch = new ServiceFunction(this, 'WatchOrderPage', {
      stage,
      entry: 'order-page/watch-order-page',
      memorySize: 256,
      timeout: Duration.seconds(10),
    });
    alarms.ringOnErrors(watch);
    const api = new WebSocketApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-pages`,
      defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Watch', watch) },
    });
    const { stageName } = new WebSocketStage(this, 'Stage', {
      webSocketApi: api,
      stageName: 'live',
      autoDeploy: true,
      // Each page opens one connection and sends one message: as many as may be opened, beside the orders.
      throttle: { rateLimit: stage.ordersPerSecond, burstLimit: 4 * stage.ordersPerSecond },
    });
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'A page has no access token: it sends the token in its address, which the function verifies first.',
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG1',
      reason: "Its access log would need a role of the account's; what it carries is a token and a hint.",
    });
    this.#url = `${api.apiEndpoint}/${stageName}`;
    this.#connections = Stack.of(this).formatArn({
      service: 'execute-api',
      resource: api.apiId,
      resourceName: `${stageName}/POST/@connections/*`,
    });
    this.#apiName = Stack.of(this).getLogicalId(api.node.defaultChild as CfnApi);
    links.grantVerify(watch);
    tables.orders.grant(watch, 'Query');
    tables.pageWatchers.grant(watch, 'PutItem');
    this.#grantPost(watch);
  }

  /** Tells the function where pages connect to. */
  nameTo(fn: ServiceFunction): void {
    fn.addEnvironment('PAGE_WATCH_URL', this.#url);
  }

  /** Lets the function tell the open pages of an order to look. */
  grantHint(fn: ServiceFunction): void {
    this.#tables.pageWatchers.grant(fn, 'Query', 'DeleteItem');
    this.#grantPost(fn);
  }

  #grantPost(fn: ServiceFunction): void {
    this.nameTo(fn);
    fn.allow(['execute-api:ManageConnections'], this.#connections);
    Validations.of(fn.role ?? fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${this.#apiName}>/live/POST/@connections/*]`,
      reason: 'Messages to the connections of this one API, whose ids are given out as they come.',
    });
  }
}
