import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Names something to those who use or operate the stage: an output of the stack in which the construct stands. */
export function output(scope: Construct, name: string, value: string): void {
  new CfnOutput(Stack.of(scope), name, { value });
}
