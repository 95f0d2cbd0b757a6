import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { roles } from '../../lambdas/access/roles.ts';
import { deployed } from './deployed-resources.ts';
import { express, named, type Resource, stageContexts, standard, synthesised } from './synthesised.ts';

/** The routes beside the service's own stack that are open: forms of the page, and webhooks. */
const afterSales = [
  'POST /o/{token}/tickets',
  'POST /o/{token}/messages',
  'POST /o/{token}/rating',
  'POST /chat/messages',
  'POST /helpdesk/answers',
  'POST /carriers/{carrier}/notifications',
  'POST /o/{token}/wait',
  'GET /o/{token}/returns',
  'POST /o/{token}/returns',
  'GET /withdrawal',
  'POST /withdrawal',
  'GET /returns-guide',
];

describe.each(Object.entries(stageContexts))('stage %s', (_, context) => {
  const { stage, templates, data, service, resources, only } = synthesised(context);
  const functions = resources('AWS::Lambda::Function');
  const alarms = resources('AWS::CloudWatch::Alarm');
  const deadLetterQueues = Object.values(data.findResources('AWS::SQS::Queue')) as unknown as readonly Resource[];

  it('leaves room in every stack, which may have 500 resources', () => {
    const counts = Object.entries(templates).map(([name, template]) => ({
      name,
      resources: Object.keys(template.toJSON().Resources).length,
    }));
    // What a capability more takes, some twenty, is there several times over.
    expect(counts.filter(({ resources }) => resources > 420)).toEqual([]);
  });

  it('encrypts every table, keeps 35 days of its past and pays per request', () => {
    const tables = resources('AWS::DynamoDB::Table');
    expect(tables.length).toBeGreaterThanOrEqual(4);
    for (const { Properties } of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });

  it('protects what is stored exactly where the stage says so', () => {
    const tables = resources('AWS::DynamoDB::Table');
    const identities = [...resources('AWS::Cognito::UserPool'), ...resources('AWS::SES::EmailIdentity')];
    const stored = [...tables, ...identities, ...resources('AWS::SecretsManager::Secret'), ...deadLetterQueues];
    expect(new Set(tables.map(({ Properties }) => Properties.DeletionProtectionEnabled))).toEqual(
      new Set([stage.protectsData]),
    );
    const policies = stored.flatMap(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]);
    expect(new Set(policies)).toEqual(new Set(stage.protectsData ? ['Retain', 'RetainExceptOnCreate'] : ['Delete']));
  });

  it('encrypts every queue, and refuses callers without TLS', () => {
    const queues = resources('AWS::SQS::Queue');
    expect(new Set(queues.map(({ Properties }) => Properties.SqsManagedSseEnabled))).toEqual(new Set([true]));
    const policies = resources('AWS::SQS::QueuePolicy').map(({ Properties }) => JSON.stringify(Properties));
    expect(policies.length).toBe(queues.length);
    expect(policies.filter((policy) => !policy.includes('"aws:SecureTransport":"false"'))).toEqual([]);
  });

  it('keeps every log as long as the stage says', () => {
    const retention = new Set(resources('AWS::Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays));
    expect(retention).toEqual(new Set([stage.logRetention]));
  });

  it('gives every function one set of settings, and a log of its own', () => {
    for (const { logicalId, Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', LogGroup: { Ref: expect.any(String) } },
        Environment: {
          Variables: { POWERTOOLS_LOG_LEVEL: stage.logLevel, POWERTOOLS_SERVICE_NAME: expect.any(String) },
        },
      });
      // The nightly checks go through a whole day's payments, and through all stock, as the morning's report does; an
      // Express execution may take five minutes.
      const longest =
        /RunOrder|ReconcilePayments|CheckStock|ReportReplenishment|FindUntoldFailures|EraseOld|FindBottlenecks|CountCauses|AskForRatings/.test(
          logicalId,
        )
          ? 901
          : 60;
      expect(Properties.Timeout).toBeLessThan(longest);
    }
    const logs = functions.map(({ Properties }) => JSON.stringify(Properties.LoggingConfig));
    expect(new Set(logs).size).toBe(functions.length);
  });

  it('watches every function, but for those whose errors their callers repeat and raise: steps, providers', () => {
    // By its name, in another stack too.
    const watched = JSON.stringify(alarms.map(({ Properties }) => Properties.Dimensions));
    const unwatched = functions.map(({ logicalId }) => logicalId).filter((id) => !watched.includes(id));
    expect(unwatched.filter((id) => !/^Workflow|Provider/.test(id))).toEqual([]);
    expect(alarms.filter(({ Properties }) => Properties.MetricName === 'Throttles')).toHaveLength(1);
  });

  it('tells an operator of every alarm, through an encrypted topic', () => {
    const composite = resources('AWS::CloudWatch::CompositeAlarm');
    // CodeDeploy goes by some, as long as it deploys.
    const groups = resources('AWS::CodeDeploy::DeploymentGroup').map(({ Properties }) => Properties.AlarmConfiguration);
    const rules = JSON.stringify([...composite.map(({ Properties }) => Properties.AlarmRule), ...groups]);
    const silent = [...alarms, ...composite].filter(
      ({ logicalId, Properties }) => Properties.AlarmActions === undefined && !rules.includes(`"${logicalId}"`),
    );
    expect(silent).toEqual([]);
    service.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    service.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('grants nothing on everything, except what takes no resource', () => {
    const broad = statements(resources)
      .filter(({ Resource }) => Resource === '*')
      .flatMap(({ Action }) => Action);
    expect(new Set(broad)).toEqual(
      new Set([
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:GetMetricData',
        'ses:GetSendQuota',
        'logs:CreateLogDelivery',
        'logs:GetLogDelivery',
        'logs:UpdateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:DescribeResourcePolicies',
        'logs:DescribeLogGroups',
      ]),
    );
  });

  it('names each action that it grants', () => {
    const actions = statements(resources).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('lets no function delete from a table, except what waits, listens, has failed or leads to who was erased, and few scan one', () => {
    const deleting = statements(resources).filter(({ Action }) =>
      [Action].flat().some((action) => /^dynamodb:.*Delete/.test(action)),
    );
    expect(
      deleting.filter(
        ({ Resource }) =>
          !/Backorders|BackInStockRequests|DeliveryWatch|Failures|OrderEvents|PageWatchers|Ratings|ReturnWorklist|Tickets|Webhooks/.test(
            JSON.stringify(Resource),
          ),
      ),
    ).toEqual([]);
    const scanning = resources('AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties).includes('dynamodb:Scan'),
    );
    expect(scanning.map(({ logicalId }) => logicalId.replace(/Role.*/, ''))).toEqual([
      'StockWatchCatchUpStock',
      'StockDeskListStock',
      'StockDeskListReplenishment',
      'StockCheckCheckStock',
      'ReplenishmentReportReplenishment',
      'PaymentReconciliationReconcilePayments',
      'OrderErasureEraseCustomer',
      'OrderErasureEraseOld',
    ]);
  });

  it('calls the watch over the stock for watched items only, until it succeeds or an operator hears of it', () => {
    const [changes] = resources('AWS::Lambda::EventSourceMapping').filter(
      ({ Properties }) => Properties.StartingPosition !== undefined,
    );
    expect(changes?.Properties).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 900,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringContaining('Abandoned'), 'Arn'] } },
      },
    });
    const { Filters = [] } = (changes?.Properties.FilterCriteria ?? {}) as { Filters?: { Pattern: string }[] };
    const exists = [{ exists: true }];
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern).dynamodb.NewImage)).toEqual([
      { lowStockThreshold: { N: exists } },
      { backorder: { M: { limit: { N: exists } } } },
      { awaited: { S: exists } },
      { shards: { N: exists } },
      { shard: { N: exists } },
    ]);
  });

  it('writes to the stock keeper of low stock, by e-mail where an address is configured', () => {
    const told = synthesised({ ...context, stockKeeperEmail: 'keeper@shop.example' }).service;
    told.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'keeper@shop.example' });
    service.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['order-confirmation'], 'detail-type': ['Stock Low'], detail: { stage: [stage.name] } },
      Targets: [{ Arn: { Ref: Match.stringLikeRegexp('^StockKeeperTopic') } }],
    });
  });

  it('publishes text messages to phone numbers only', () => {
    const publishing = statements(resources).filter(
      ({ Action, Resource }) =>
        Action.includes('sns:Publish') && !/StockKeeper|OrderCauses/.test(JSON.stringify(Resource ?? '')),
    );
    const phonesOnly = { NotResource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:*:*:*']] } };
    // The workflow's notices, and those that are asked for through the queue.
    expect(publishing).toMatchObject([phonesOnly, phonesOnly]);
  });

  it('shows no secret in an environment or an output', () => {
    const shown = JSON.stringify([functions.map(({ Properties }) => Properties.Environment), service.toJSON().Outputs]);
    expect(shown).not.toMatch(/resolve:secretsmanager|ClientSecret|SecretString/);
  });

  it("closes every route to callers without a token and a scope, except the pages, whose links are the key, the providers' webhook, the page on which staff sign in and the API's description", () => {
    const routes = resources('AWS::ApiGatewayV2::Route')
      .filter(({ Properties }) => !ofPages(Properties))
      .map(({ Properties }) => Properties);
    const open = routes.filter(
      ({ AuthorizationType, AuthorizationScopes }) =>
        AuthorizationType !== 'JWT' || !Array.isArray(AuthorizationScopes) || AuthorizationScopes.length === 0,
    );
    expect(routes.map(({ RouteKey }) => RouteKey)).not.toContain('$default');
    expect(open.map(({ RouteKey }) => RouteKey)).toEqual([
      'GET /o/{token}',
      'POST /o/{token}/cancellation',
      'POST /o/{token}/delivery-instructions',
      'POST /o/{token}/proof',
      'POST /payments/{provider}/notifications',
      'GET /unsubscribe/{token}',
      'POST /unsubscribe/{token}',
      'GET /openapi.json',
      'GET /console',
      'GET /console/{asset}',
      ...afterSales,
    ]);
  });

  it('keeps stock keeping for staff', () => {
    const keeping = resources('AWS::ApiGatewayV2::Route')
      .map(({ Properties }) => Properties)
      .filter(({ RouteKey }) => /\/stock(\/|$)/.test(String(RouteKey)));
    expect(keeping).toHaveLength(5);
    for (const { AuthorizationScopes } of keeping) {
      expect(JSON.stringify(AuthorizationScopes)).toContain('orders:staff');
      expect(JSON.stringify(AuthorizationScopes)).not.toMatch(/orders:(read|write)/);
    }
  });

  it('limits each open route, the reading and the writing of orders each by itself, once the routes are there', () => {
    const { Properties, DependsOn = [] } = only('AWS::ApiGatewayV2::Stage', { StageName: '$default' });
    const limits = Properties.RouteSettings as Record<
      string,
      { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }
    >;
    const limited = resources('AWS::ApiGatewayV2::Route')
      .filter(({ Properties }) => !ofPages(Properties))
      // Those of the stack beside have the limit of the stage: one of their own would be refused before they are there.
      .filter(
        ({ Properties: { RouteKey } }) =>
          !String(RouteKey).startsWith('GET /console') && !afterSales.includes(String(RouteKey)),
      )
      .filter(
        ({ Properties: { RouteKey, AuthorizationType } }) =>
          AuthorizationType !== 'JWT' || /^(?:POST \/orders|GET \/orders(?:\/\{orderId\})?)$/.test(String(RouteKey)),
      );
    expect(limited.map(({ Properties: { RouteKey } }) => RouteKey).sort()).toEqual(Object.keys(limits).sort());
    expect(limited.filter(({ logicalId }) => !DependsOn.includes(logicalId))).toEqual([]);
  });

  it('lets in as many orders as Step Functions starts in every region', () => {
    const { Properties } = only('AWS::ApiGatewayV2::Stage', { StageName: '$default' });
    const limits = Properties.RouteSettings as Record<string, unknown>;
    // The quotas of StartExecution in all regions but the three large ones: 150 a second, 800 at once.
    expect(limits['POST /orders']).toEqual({ ThrottlingRateLimit: 150, ThrottlingBurstLimit: 600 });
  });

  it('throttles the API and logs nothing of who is behind a storefront', () => {
    service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: {
        ThrottlingRateLimit: stage.throttle.rateLimit,
        ThrottlingBurstLimit: stage.throttle.burstLimit,
      },
      AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('sourceIp|userAgent|path')) },
    });
    service.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
  });

  it('puts every execution that fails into the dead-letter queue, for as long as it can be redriven', () => {
    service.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [{ Ref: Match.anyValue() }] },
      },
      Targets: [{ Arn: Match.anyValue(), DeadLetterConfig: Match.anyValue() }],
    });
    for (const { Properties } of deadLetterQueues) {
      expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    }
  });

  it('notes on its order that an execution failed', () => {
    service.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] } },
      Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('NoteFailure'), 'Arn'] } }],
    });
  });

  it('traces the workflow, and logs its errors without data', () => {
    service.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    });
  });

  it('names what its users need', () => {
    expect(Object.keys(service.toJSON().Outputs)).toEqual(
      expect.arrayContaining([
        'ApiUrl',
        'Issuer',
        'TokenUrl',
        'StorefrontClientId',
        'StateMachineArn',
        'StateMachineConsoleUrl',
        'DeadLetterQueueUrl',
        'OrdersTable',
        'ProductsTable',
        'StockTable',
        'PaymentsTable',
        'SubmitOrderFunction',
        'ReserveInventoryFunction',
        'CheckPaymentFunction',
        'ConfirmOrderFunction',
        'RejectOrderFunction',
        'NotifyCustomerFunction',
      ]),
    );
  });
});

describe.each(Object.entries(stageContexts))('the queue of orders of %s', (name, context) => {
  const { only, resources } = synthesised(context);
  const inTheMode = synthesised({ ...context, highVolume: 'on' });
  const runOrder = named(resources('AWS::Lambda::Function'), /^OrderQueueRunOrder/);
  const queue = named(resources('AWS::SQS::Queue'), /^OrderQueue[0-9A-F]{8}$/);

  it('stands in both modes, so that switching loses no order in it, and is used in one', () => {
    const differing = (type: string) => {
      const [off, on] = [resources(type), inTheMode.resources(type)].map((all) =>
        all.map((one) => JSON.stringify(one)),
      );
      return on?.filter((one) => !off?.includes(one)) ?? [];
    };
    for (const type of ['AWS::SQS::Queue', 'AWS::StepFunctions::StateMachine', 'AWS::Lambda::EventSourceMapping']) {
      expect(differing(type)).toEqual([]);
    }
    // What places orders: those of customers, and those that are sent in exchange.
    const placing = differing('AWS::Lambda::Function');
    expect(placing.map((fn) => /POWERTOOLS_SERVICE_NAME":"([\w-]+)/.exec(fn)?.[1])).toEqual([
      'submit-order',
      'tend-cases',
    ]);
    for (const fn of placing) expect(fn).toContain('HIGH_VOLUME_QUEUE_URL');
    const policies = differing('AWS::IAM::Policy');
    expect(policies).toHaveLength(placing.length);
    for (const policy of policies) expect(policy).toContain('sqs:SendMessage');
  });

  it('delivers no order while it is being run, and leaves what can be run in no way to an operator', () => {
    expect(queue.Properties.VisibilityTimeout).toBeGreaterThan(Number(runOrder.Properties.Timeout));
    // An Express execution is over before its caller gives up.
    expect(runOrder.Properties.Timeout).toBeGreaterThan(300);
    expect(queue.Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    const { deadLetterTargetArn, maxReceiveCount } = queue.Properties.RedrivePolicy as Record<string, unknown>;
    expect(JSON.stringify(deadLetterTargetArn)).toContain('DeadLettersQueue');
    // Two as Express executions, and then as often as Step Functions may take no start.
    expect(maxReceiveCount).toBe(10);
  });

  it('runs one order apart from the other, and leaves room to the steps', () => {
    const mapping = named(resources('AWS::Lambda::EventSourceMapping'), /^OrderQueueRunOrder/);
    expect(mapping.Properties).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 30 },
    });
  });

  it('has Express executions whose events are logged without data: all of them in dev, errors where orders are many', () => {
    expect(only('AWS::StepFunctions::StateMachine', express).Properties).toMatchObject({
      RoleArn: only('AWS::StepFunctions::StateMachine', standard).Properties.RoleArn,
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: name === 'dev' ? 'ALL' : 'ERROR', IncludeExecutionData: false },
    });
  });
});

describe('the sandbox provider', () => {
  it('does not exist in prod', () => {
    const { data, service } = synthesised(stageContexts.prod);
    expect(JSON.stringify([data.toJSON(), service.toJSON()])).not.toMatch(/sandbox/i);
  });

  it('signs with a generated secret that only those who sign and verify may read', () => {
    expect(secretNamed('SandboxSecret').Properties).toMatchObject({ GenerateSecretString: { PasswordLength: 48 } });
    expect(readersOf('SandboxSecret')).toEqual([
      'SandboxPaymentsSettleSandboxPayment',
      'SandboxPaymentsSandboxProvider',
    ]);
  });
});

describe('the links to the pages of orders', () => {
  it('are signed with a generated key that only those who show or read them may read', () => {
    expect(secretNamed('OrderPageKey').Properties).toMatchObject({
      GenerateSecretString: { GenerateStringKey: 'key', PasswordLength: 48 },
    });
    expect(readersOf('OrderPageKey').sort()).toEqual([
      'DeliveryPromiseWaitFromPage',
      'NoticesSendNotice',
      'OrderCancellationCancelOrder',
      'OrderPageGetOrderPage',
      'OrderPagePageForms',
      'OrderPagePushWatchOrderPage',
      'OrderPaymentPayAgain',
      'OrderRatingsAskForRatings',
      'OrderReturnCasesReturnCasesApi',
      'OrderReturnCasesReturnPages',
      'OrderReturnsReturnItems',
      'OrderShipmentShipOrder',
      'OrderShipmentShipUnits',
      'OrderSubmissionSubmitOrder',
      'OrderTrackingGetOrder',
      'ShipmentDeskChangeShipment',
      'ShipmentDeskMoveShipment',
      'TicketsRunErrands',
      'TicketsTakeChatMessage',
      'TicketsTicketForms',
      'TicketsTicketsApi',
      'WorkflowNotifyCustomer',
    ]);
  });
});

describe('the issuer of access tokens', () => {
  const issuer = { issuer: 'https://id.example/', audience: 'orders' };

  it('is a Cognito user pool whose storefront is a machine client, when none is configured', () => {
    const { data, service } = synthesised();
    data.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['client_credentials'],
      GenerateSecret: true,
    });
    data.hasResourceProperties('AWS::Cognito::UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    service.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', { AuthorizerType: 'JWT' });
  });

  it("takes the tokens of every client of its pool, none of anybody else's, and names each client", () => {
    const { resources, outputs } = deployed(synthesised().templates);
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    const clients = ofType('AWS::Cognito::UserPoolClient').map(({ logicalId }) => logicalId);
    expect(clients.length).toBeGreaterThanOrEqual(2);
    // Cognito's access tokens have no `aud`: API Gateway compares their `client_id` with the audience.
    const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer').map(({ properties }) => properties.JwtConfiguration);
    expect(new Set((authorizer as { Audience: string[] }).Audience)).toEqual(new Set(clients));
    const named = Object.entries(outputs).filter(([name]) => /^\w+ClientId$/.test(name));
    expect(new Set(named.map(([, id]) => id))).toEqual(new Set(clients));
    expect(outputs).toMatchObject({ StorefrontClientId: expect.any(String), BackOfficeClientId: expect.any(String) });
  });

  it('signs people in with a second factor, by a client without a secret, and gives tokens what their groups may', () => {
    const { data, service, only } = synthesised();
    data.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UserPoolTier: 'ESSENTIALS',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
    });
    for (const role of roles) data.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: role });
    service.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile', 'email'],
      AccessTokenValidity: 5,
      RefreshTokenValidity: 600,
    });
    const { Environment } = only('AWS::Lambda::Function', { Timeout: 5 }).Properties;
    expect(Environment).toMatchObject({ Variables: { SCOPE_PREFIX: 'order-confirmation/' } });
  });

  it('is the configured one, with plain scopes and without a user pool', () => {
    const { service, resources } = synthesised(issuer);
    expect(resources('AWS::Cognito::UserPool')).toEqual([]);
    service.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Issuer: 'https://id.example/', Audience: ['orders'] },
    });
    service.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'POST /orders',
      AuthorizationScopes: ['orders:write'],
    });
  });
});

describe('the sender of notices', () => {
  const identity = (senderIdentity: string) =>
    synthesised({ senderIdentity })
      .resources('AWS::SES::EmailIdentity')
      .map(({ Properties }) => Properties.EmailIdentity);

  it.each([
    ['address', ['orders@shop.example']],
    ['domain', ['shop.example']],
    ['existing', []],
  ])('verified as %s', (kind, expected) => {
    expect(identity(kind)).toEqual(expected);
  });

  it('may send as itself only, from its own identity, in prod', () => {
    const { resources } = synthesised(stageContexts.prod);
    const sending = statements(resources).filter(({ Action }) =>
      Action.some((action) => action.startsWith('ses:Send')),
    );
    const asItself = { Condition: { StringEquals: { 'ses:FromAddress': ['orders@shop.example'] } } };
    expect(sending.length).toBeGreaterThan(0);
    expect(sending).toEqual(sending.map(() => expect.objectContaining(asItself)));
    expect(JSON.stringify(sending)).toContain(':identity/shop.example');
    expect(JSON.stringify(sending)).not.toContain('*');
  });

  it('may send as every sender of the profile and as nobody else, from the domains that are verified', () => {
    const { resources } = synthesised({ stage: 'prod', shop: 'examples/shop.json', paymentProviders: 'stripe' });
    const domains = resources('AWS::SES::EmailIdentity').map(({ Properties }) => Properties.EmailIdentity);
    expect(domains).toEqual(['northlane.example', 'harbour.example']);
    const sending = statements(resources).filter(({ Action }) => Action.includes('ses:SendEmail'));
    expect(sending.length).toBeGreaterThan(0);
    const senders = ['orders@northlane.example', 'hello@harbour.example', 'kefu@harbour.example'];
    for (const statement of sending) {
      expect(statement).toMatchObject({ Condition: { StringEquals: { 'ses:FromAddress': senders } } });
      for (const domain of domains) expect(JSON.stringify(statement)).toContain(`:identity/${domain}`);
    }
  });

  it('calls the configured operator by e-mail', () => {
    synthesised({ alarmEmail: 'ops@shop.example' }).service.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@shop.example',
    });
  });
});

interface Statement {
  readonly Action: readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/** Every statement of every role's policy. */
function statements(resources: (type: string) => readonly Resource[]): readonly Statement[] {
  return resources('AWS::IAM::Policy').flatMap(({ Properties }) => {
    const { Statement } = Properties.PolicyDocument as { Statement: (Statement & { Action: string | string[] })[] };
    return Statement.map((statement) => ({ ...statement, Action: [statement.Action].flat() }));
  });
}

/** The generated secret of a name in the template. */
function secretNamed(name: string): Resource {
  const found = synthesised()
    .resources('AWS::SecretsManager::Secret')
    .find(({ logicalId }) => logicalId.startsWith(name));
  if (found === undefined) throw new Error(`there is no secret ${name}`);
  return found;
}

/** The functions that may read a secret. */
function readersOf(name: string): string[] {
  return synthesised()
    .resources('AWS::IAM::Policy')
    .filter(({ Properties }) => {
      const { Statement } = Properties.PolicyDocument as { readonly Statement: readonly object[] };
      return Statement.some((statement) => {
        const text = JSON.stringify(statement);
        return text.includes('secretsmanager:GetSecretValue') && text.includes(name);
      });
    })
    .map(({ logicalId }) => logicalId.replace(/Role.*/, ''));
}

/** Whether a route is of the API that holds the connections of pages, which are told nothing but to look. */
function ofPages({ ApiId }: Resource['Properties']): boolean {
  return JSON.stringify(ApiId).includes('OrderPagePush');
}
