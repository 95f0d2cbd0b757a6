/** The id of the order that an execution is of: its name begins with it, and says more where it was begun anew. */
export function orderIdIn(executionName: string): string {
  return executionName.slice(0, 36);
}

/** The ARN of an order's Standard execution: executions are named by the order's id. */
export function executionArnOf(stateMachineArn: string, orderId: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${orderId}`;
}
