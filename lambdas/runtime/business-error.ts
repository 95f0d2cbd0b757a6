/**
 * A business "no": a refusal with a reason, not a failure. The state machine catches it by its `name` and never retries
 * it, so the name is part of the contract with the machine's definition.
 */
export abstract class BusinessError extends Error {
  abstract override readonly name: string;
}
