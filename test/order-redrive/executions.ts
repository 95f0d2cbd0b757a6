import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionNotRedrivable,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';

/** An execution in the place of one of Step Functions. */
export interface Execution {
  status: 'FAILED' | 'RUNNING' | 'SUCCEEDED';
  redrives: number;
  /** The tokens by which it was redriven: a call that is repeated by one is the same call. */
  readonly tokens: Set<string>;
}

/**
 * Puts executions in the place of those of Step Functions, by their ARNs.
 * @param leaving marks each call, so that a test may cut it off
 */
export function executionsOfMachine(
  leaving: <Result>(call: () => Result) => Promise<Result> = async (call) => call(),
): Map<string, Execution> {
  const executions = new Map<string, Execution>();
  const machine = mockClient(SFNClient);
  const refusal = { $metadata: {}, message: 'Execution cannot be redriven' };
  machine.on(RedriveExecutionCommand).callsFake(({ executionArn, clientToken }) =>
    leaving(() => {
      const execution = executions.get(executionArn);
      if (execution?.tokens.has(clientToken)) return {};
      if (execution?.status !== 'FAILED') throw new ExecutionNotRedrivable(refusal);
      execution.status = 'RUNNING';
      execution.redrives++;
      execution.tokens.add(clientToken);
      return {};
    }),
  );
  machine
    .on(DescribeExecutionCommand)
    .callsFake(({ executionArn }) => leaving(() => ({ status: executions.get(executionArn)?.status })));
  machine.on(StartExecutionCommand).callsFake(({ name }) =>
    leaving(() => {
      if (executions.has(name)) throw new ExecutionAlreadyExists(refusal);
      executions.set(name, { status: 'RUNNING', redrives: 0, tokens: new Set() });
      return {};
    }),
  );
  return executions;
}

/** An execution that has failed. */
export function failed(): Execution {
  return { status: 'FAILED', redrives: 0, tokens: new Set() };
}
