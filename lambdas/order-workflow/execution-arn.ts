/** The ARN of an order's Standard execution: executions are named by the order's id. */
export function executionArnOf(stateMachineArn: string, orderId: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${orderId}`;
}
