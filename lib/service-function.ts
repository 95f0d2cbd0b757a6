import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundleOf } from './bundles.ts';
import type { Stage } from './stages.ts';

/** What one function adds to the settings that all functions share. */
export interface ServiceFunctionProps {
  readonly stage: Stage;
  /** `<folders>/<name>` of the entry point `lambdas/<folders>/<name>.handler.ts`. */
  readonly entry: `${string}/${string}`;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeout?: Duration;
  /** In MB. More memory is also more processor: what computes while a customer waits gets the larger share. */
  readonly memorySize?: 128 | 256 | 512;
}

/**
 * A Lambda function of this service. It starts with no rights but to write its own log; `allow` adds exactly what it
 * uses.
 */
export class ServiceFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { stage, entry, environment, timeout, memorySize }: ServiceFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: stage.logRetention,
      // Retention bounds what a log keeps, and the stacks of a protected stage cannot be deleted by accident.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own, because the one that CDK makes may write to every log group of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments and xray:PutTelemetryRecords, which take no resource; a stack test allows no other action on *.',
    });

    super(scope, id, {
      code: bundleOf(scope, entry, stage.shop),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memorySize ?? 512,
      timeout: timeout ?? Duration.seconds(30),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // No START, END and REPORT lines: logs are a real part of what an order costs.
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      environment: {
        POWERTOOLS_SERVICE_NAME: entry.slice(entry.lastIndexOf('/') + 1),
        POWERTOOLS_METRICS_NAMESPACE: 'OrderConfirmation',
        POWERTOOLS_LOG_LEVEL: stage.logLevel,
        STAGE: stage.name,
        ...environment,
      },
    });
  }

  /** Lets the function do exactly these actions on exactly these resources. */
  allow(actions: readonly string[], ...resources: readonly string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  /**
   * Lets the function be called by what it sends: Lambda, which takes that for an accident, would drop a message after
   * some 16 rounds.
   */
  allowLoops(): void {
    (this.node.defaultChild as CfnFunction).recursiveLoop = RecursiveLoop.ALLOW;
  }
}
