/**
 * The value of an environment variable that the stack sets.
 * @throws Error naming the variable when it is missing: a fault of the deployment, not of a request
 */
export function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** The variable that tells a function what the stack names so: `LONG_POLLS_TABLE` of `LongPollsTable`. */
export function variableOf(outputName: string): string {
  return outputName.replace(/\B[A-Z]/g, '_$&').toUpperCase();
}
