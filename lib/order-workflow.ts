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
import type { GradualReleases } from './gradual-releases.ts';
import { patienceOf } from './hold.ts';
import {
  expressWorkflowDefinition,
  orderWorkflowDefinition,
  type StepName,
  stepNames,
  type WorkflowProps,
  waitsForPayment,
} from './order-workflow-definition.ts';
import { type StepParts, stepFunctions } from './order-workflow-steps.ts';
import { output } from './output.ts';
import { ofPartition } from './partitions.ts';
import { ServiceFunction } from './service-function.ts';
import { longestPaymentWait, type Stage } from './stages.ts';

type Functions = Readonly<Record<StepName, ServiceFunction>>;

/** What the workflow connects. */
export interface OrderWorkflowProps extends StepParts {
  readonly alarms: Alarms;
  readonly releases: GradualReleases;
}

/**
 * The state machine that every accepted order runs through, and the functions that are its steps. Beside it stands its
 * Express twin, for orders that come through the queue.
 */
export class OrderWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly express: StateMachine;
  readonly #paymentWaitSeconds: Stage['paymentWaitSeconds'];

  constructor(scope: Construct, id: string, { alarms, releases, ...parts }: OrderWorkflowProps) {
    super(scope, id);
    const { stage } = parts;
    this.#paymentWaitSeconds = stage.paymentWaitSeconds;
    const functions = Object.fromEntries(stepNames.map((name) => [name, this.#stepFunction(name, parts)])) as Functions;
    // The definition changes behind its steps: they are asked of what it asks for once all of them can do it.
    const functionArns = Object.fromEntries(
      stepNames.map((name) => [name, releases.entryOf(functions[name]).functionArn]),
    ) as Record<StepName, string>;
    const role = this.#machineRole(Object.values(functionArns));
    const definition = { partition: Stack.of(this).partition, ...patienceOf(stage), functionArns };
    this.stateMachine = this.#standard(stage, role, definition);
    this.express = this.#express(stage, role, definition);

    // A policy beside the function's own: the machine needs the function, so the function must not wait for the
    // machine.
    const answers = new Policy(this, 'AnswerTaskTokens', { statements: [this.#answersTaskTokens()] });
    for (const { role } of stepNames.filter(waitsForPayment).map((name) => functions[name])) {
      if (role !== undefined) answers.attachToRole(role);
    }

    this.#keepFormerSteps(stage);
    this.#outputs();

    alarms.ring('SlowOrders', {
      metric: this.stateMachine.metricTime({ statistic: 'Maximum', period: Duration.minutes(5) }),
      atLeast: (longestPaymentWait(stage) + 300) * 1000,
      description: 'An order took five minutes longer than a payment may take. Its execution shows which step kept it.',
      because:
        'Whoever waits for a payment is done by the longest wait; five minutes more outlast the retries of every step.',
    });
  }

  /** The function of a step: "Reserve inventory" is `ReserveInventory`. */
  #stepFunction(step: StepName, parts: StepParts): ServiceFunction {
    const id = step.replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
    const { entry, connect, ...fnProps } = stepFunctions[step];
    const { stage } = parts;
    const fn = new ServiceFunction(this, id, {
      stage,
      entry: typeof entry === 'string' ? entry : entry(stage),
      ...fnProps,
    });
    connect(fn, parts);
    output(this, `${id}Function`, fn.functionName);
    return fn;
  }

  /** Lets the function tell a waiting step how the payment ended. */
  grantTaskResponse(fn: ServiceFunction): void {
    fn.addToRolePolicy(this.#answersTaskTokens());
  }

  /** Lets the function start the workflow of an order, and tells it how long payments are waited for. */
  grantStart(fn: ServiceFunction): void {
    fn.addEnvironment('PAYMENT_WAIT_SECONDS', JSON.stringify(this.#paymentWaitSeconds));
    this.grantStartExecution(fn);
  }

  /** Lets the function start an execution whose input it has. */
  grantStartExecution(fn: ServiceFunction): void {
    fn.addEnvironment('STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    fn.allow(['states:StartExecution'], this.stateMachine.stateMachineArn);
  }

  /** Lets the function run an order through the Express workflow, and wait for its end. */
  grantRunExpress(fn: ServiceFunction): void {
    fn.addEnvironment('EXPRESS_STATE_MACHINE_ARN', this.express.stateMachineArn);
    fn.allow(['states:StartSyncExecution'], this.express.stateMachineArn);
  }

  /** Lets the function list the workflow's executions. */
  grantListExecutions(fn: ServiceFunction): void {
    fn.addEnvironment('STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    fn.allow(['states:ListExecutions'], this.stateMachine.stateMachineArn);
  }

  /** The ARN of every execution of an order that may wait for its payment. */
  get executionArns(): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.stateMachine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Lets the function ask how the execution of an order stands, of which it knows the id. */
  grantDescribeExecution(fn: ServiceFunction): void {
    fn.addEnvironment('STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    this.grantOnExecutions(fn, 'DescribeExecution');
  }

  /** Lets the function do this with executions that it has the ARN of. */
  grantOnExecutions(
    fn: ServiceFunction,
    ...actions: readonly ('DescribeExecution' | 'GetExecutionHistory' | 'RedriveExecution')[]
  ): void {
    fn.allow(
      actions.map((action) => `states:${action}`),
      this.executionArns,
    );
    this.acknowledgeExecutions(fn.role ?? fn);
  }

  /** Lets the function read how the execution of an order went. */
  grantReadExecution(fn: ServiceFunction): void {
    this.grantDescribeExecution(fn);
    fn.allow(['states:GetExecutionHistory'], this.executionArns);
  }

  /** Says to the rules for templates why a policy names the executions with a wildcard. */
  acknowledgeExecutions(policy: Construct): void {
    const machine = Stack.of(this).getLogicalId(this.stateMachine.node.findChild('Resource') as CfnStateMachine);
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${machine}.Name>:*]`,
      reason: 'Executions of this state machine only: each order has one, named by its id.',
    });
  }

  #outputs(): void {
    const { region } = Stack.of(this);
    const { stateMachineArn } = this.stateMachine;
    output(this, 'StateMachineArn', stateMachineArn);
    output(
      this,
      'StateMachineConsoleUrl',
      `https://${region}.${ofPartition(this, 'console')}/states/home?region=${region}#/statemachines/view/${stateMachineArn}`,
    );
  }

  #answersTaskTokens(): PolicyStatement {
    return new PolicyStatement({
      actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
      resources: [this.stateMachine.stateMachineArn],
    });
  }

  /**
   * The steps that earlier definitions called. CloudFormation names a function by its stack and its logical id, which
   * begins with this construct's.
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
   * Leaves a step that is taken out of the stack or renamed where it is, with what it needs: executions under way call
   * it for as long as they take, and those that failed for as long as they can be redriven.
   */
  #keepFormerSteps({ removalPolicy }: Stage): void {
    RemovalPolicies.of(this).apply(removalPolicy, {
      applyToResourceTypes: [
        ...['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'],
        ...['AWS::IAM::Role', 'AWS::IAM::Policy'],
      ],
    });
  }

  #machineRole(functionArns: readonly string[]): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [...functionArns, this.#formerSteps()],
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
    return role;
  }

  #standard(stage: Stage, role: Role, props: WorkflowProps): StateMachine {
    const machine = new StateMachine(this, 'StateMachine', {
      stateMachineName: Stack.of(this).stackName,
      stateMachineType: StateMachineType.STANDARD,
      role,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(orderWorkflowDefinition(props))),
      tracingEnabled: true,
      // Errors only, without data: the history has the rest for 90 days, and logs are paid for by the byte.
      logs: this.#logs(stage, 'Log', Stack.of(this).stackName, LogLevel.ERROR),
    });
    Validations.of(machine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'Level ERROR: every event of an execution stands in its history, and a copy in the log would cost more than the order.',
    });
    return machine;
  }

  #express(stage: Stage, role: Role, props: WorkflowProps): StateMachine {
    const name = `${Stack.of(this).stackName}-express`;
    const machine = new StateMachine(this, 'Express', {
      stateMachineName: name,
      stateMachineType: StateMachineType.EXPRESS,
      role,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(expressWorkflowDefinition(props))),
      tracingEnabled: true,
      logs: this.#logs(stage, 'ExpressLog', name, LogLevel[stage.expressLogLevel]),
    });
    Validations.of(machine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        "Level ERROR where orders are many: all events cost US$ 3.4 a million orders, a fifth of the rest; what succeeded stands in the order's timeline.",
    });
    output(this, 'ExpressLogGroup', `/aws/vendedlogs/states/${name}`);
    return machine;
  }

  /** What a machine logs, and where: never data. */
  #logs(stage: Stage, id: string, name: string, level: LogLevel) {
    return {
      level,
      includeExecutionData: false,
      destination: new LogGroup(this, id, {
        // AWS keeps this prefix out of the account's one, small resource policy for logs.
        logGroupName: `/aws/vendedlogs/states/${name}`,
        retention: stage.logRetention,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    };
  }
}
