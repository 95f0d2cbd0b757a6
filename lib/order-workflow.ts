import { ArnFormat, Duration, RemovalPolicies, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  type CfnStateMachine,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { holdSeconds, patienceOf } from './hold.ts';
import type { Notices } from './notices.ts';
import type { OrderEffects } from './order-effects.ts';
import { orderWorkflowDefinition, restOfRunSeconds } from './order-workflow-definition.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { ServiceFunction } from './service-function.ts';
import { longestPaymentWait, type Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What the workflow connects. */
export interface OrderWorkflowProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly notices: Notices;
  readonly providers: PaymentProviders;
  readonly orderEffects: OrderEffects;
  readonly alarms: Alarms;
}

/** The state machine that every accepted order runs through, and the functions that are its steps. */
export class OrderWorkflow extends Construct {
  readonly #paymentWaitSeconds: Stage['paymentWaitSeconds'];
  readonly stateMachine: StateMachine;
  readonly steps: {
    readonly reserveInventory: ServiceFunction;
    readonly checkPayment: ServiceFunction;
    readonly confirmOrder: ServiceFunction;
    readonly rejectOrder: ServiceFunction;
    readonly notifyCustomer: ServiceFunction;
  };

  constructor(
    scope: Construct,
    id: string,
    { stage, tables, notices, providers, orderEffects, alarms }: OrderWorkflowProps,
  ) {
    super(scope, id);
    this.#paymentWaitSeconds = stage.paymentWaitSeconds;
    const { orders, stock, payments } = tables;
    const ORDERS_TABLE = orders.tableName;
    const STOCK_TABLE = stock.tableName;
    const PAYMENTS_TABLE = payments.tableName;
    const readOrder = ['dynamodb:GetItem', 'dynamodb:Query'];
    const changeOrder = [...readOrder, 'dynamodb:UpdateItem'];
    const changePayment = ['dynamodb:GetItem', 'dynamodb:PutItem'];

    const reserveInventory = new ServiceFunction(this, 'ReserveInventory', {
      stage,
      entry: 'inventory/reserve-inventory',
      environment: {
        ORDERS_TABLE,
        STOCK_TABLE,
        HOLD_SECONDS: String(holdSeconds(stage)),
      },
    });
    tables.letReserve(reserveInventory);

    const checkPayment = new ServiceFunction(this, 'CheckPayment', {
      stage,
      entry: 'payments/check-payment',
      environment: { ORDERS_TABLE, PAYMENTS_TABLE, REST_OF_RUN_SECONDS: String(restOfRunSeconds(stage)) },
    });
    checkPayment.allow(changeOrder, orders.tableArn);
    checkPayment.allow(changePayment, payments.tableArn);
    providers.letSpeak(checkPayment);
    orderEffects.letRequestNotice(checkPayment);

    const confirmOrder = new ServiceFunction(this, 'ConfirmOrder', {
      stage,
      entry: 'order-workflow/confirm-order',
      environment: { ORDERS_TABLE, PAYMENTS_TABLE },
    });
    confirmOrder.allow(changeOrder, orders.tableArn);
    confirmOrder.allow(changePayment, payments.tableArn);
    providers.letSpeak(confirmOrder);
    orderEffects.letRequestOrderEffects(confirmOrder);

    const rejectOrder = new ServiceFunction(this, 'RejectOrder', {
      stage,
      entry: 'order-workflow/reject-order',
      environment: { ORDERS_TABLE, STOCK_TABLE, PAYMENTS_TABLE },
    });
    tables.letRelease(rejectOrder);
    rejectOrder.allow(changePayment, payments.tableArn);
    providers.letSpeak(rejectOrder);
    orderEffects.letRequestOrderEffects(rejectOrder);

    const notifyCustomer = new ServiceFunction(this, 'NotifyCustomer', {
      stage,
      entry: 'notifications/notify-customer',
      environment: { ORDERS_TABLE, PAYMENTS_TABLE },
    });
    notifyCustomer.allow([...readOrder, 'dynamodb:PutItem'], orders.tableArn);
    notifyCustomer.allow(['dynamodb:GetItem'], payments.tableArn);
    tables.letLimitRecipients(notifyCustomer);
    notices.sendThrough(notifyCustomer);
    orderEffects.letRequestNotice(notifyCustomer);

    this.steps = { reserveInventory, checkPayment, confirmOrder, rejectOrder, notifyCustomer };
    this.stateMachine = this.#machine(stage);

    // A policy beside the function's own: the machine needs the function, so the function must not wait for the machine.
    const answers = new Policy(this, 'AnswerTaskTokens', { statements: [this.#answersTaskTokens()] });
    if (checkPayment.role !== undefined) answers.attachToRole(checkPayment.role);

    this.#keepFormerSteps(stage);

    for (const step of Object.values(this.steps)) alarms.ringOnThrottles(step);
    alarms.ring('SlowOrders', {
      metric: this.stateMachine.metricTime({ statistic: 'Maximum', period: Duration.minutes(5) }),
      atLeast: (longestPaymentWait(stage) + 300) * 1000,
      description: 'An order took five minutes longer than a payment may take. Its execution shows which step kept it.',
    });
  }

  /** Lets the function tell a waiting step how the payment ended. */
  letAnswer(fn: ServiceFunction): void {
    fn.addToRolePolicy(this.#answersTaskTokens());
  }

  /** Lets the function start the workflow of an order. */
  letStart(fn: ServiceFunction): void {
    fn.addEnvironment('STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    fn.addEnvironment('PAYMENT_WAIT_SECONDS', JSON.stringify(this.#paymentWaitSeconds));
    fn.allow(['states:StartExecution'], this.stateMachine.stateMachineArn);
  }

  /** Lets the function ask how the execution of an order stands. */
  letLook(fn: ServiceFunction): void {
    const { stateMachineArn, stateMachineName } = this.stateMachine;
    const stack = Stack.of(this);
    fn.addEnvironment('STATE_MACHINE_ARN', stateMachineArn);
    const executions = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    fn.allow(['states:DescribeExecution'], executions);
    const machine = stack.getLogicalId(this.stateMachine.node.findChild('Resource') as CfnStateMachine);
    Validations.of(fn.role ?? fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${machine}.Name>:*]`,
      reason: 'Executions of this state machine only: each order has one, named by its id.',
    });
  }

  #answersTaskTokens(): PolicyStatement {
    return new PolicyStatement({
      actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
      resources: [this.stateMachine.stateMachineArn],
    });
  }

  /**
   * The steps that earlier definitions called. CloudFormation names a function by its stack and its logical id, which begins with this
   * construct's.
   */
  #formerSteps(): string {
    return Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${this.#stepsNamePrefix()}*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  #stepsNamePrefix(): string {
    return `${Stack.of(this).stackName}-${this.node.id}`;
  }

  /**
   * Leaves a step that is taken out of the stack or renamed where it is, with what it needs: executions under way call it for as long
   * as they take, and those that failed for as long as they can be redriven.
   */
  #keepFormerSteps({ removalPolicy }: Stage): void {
    RemovalPolicies.of(this).apply(removalPolicy, {
      applyToResourceTypes: ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::IAM::Policy'],
    });
  }

  #machine(stage: Stage): StateMachine {
    const { reserveInventory, checkPayment, confirmOrder, rejectOrder, notifyCustomer } = this.steps;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [...Object.values(this.steps).map(({ functionArn }) => functionArn), this.#formerSteps()],
      }),
    );
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:${this.#stepsNamePrefix()}*]`,
      reason:
        'An execution under way still calls the steps of the definition that it began with, whatever they were named; no other function of the service is named so.',
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The log delivery and X-Ray actions that Step Functions needs take no resource.',
    });
    const machine = new StateMachine(this, 'StateMachine', {
      stateMachineName: Stack.of(this).stackName,
      stateMachineType: StateMachineType.STANDARD,
      role,
      definitionBody: DefinitionBody.fromString(
        Stack.of(this).toJsonString(
          orderWorkflowDefinition({
            partition: Stack.of(this).partition,
            ...patienceOf(stage),
            functions: {
              reserveInventory: reserveInventory.functionArn,
              checkPayment: checkPayment.functionArn,
              confirmOrder: confirmOrder.functionArn,
              rejectOrder: rejectOrder.functionArn,
              notifyCustomer: notifyCustomer.functionArn,
            },
          }),
        ),
      ),
      tracingEnabled: true,
      logs: {
        // Errors only, without data: the history has the rest for 90 days, and logs are paid for by the byte.
        level: LogLevel.ERROR,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Log', {
          // AWS keeps this prefix out of the account's one, small resource policy for logs.
          logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}`,
          retention: stage.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    Validations.of(machine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'Level ERROR: every event of an execution stands in its history, and a copy in the log would cost more than the order.',
    });
    return machine;
  }
}
