/**
 * Settings that every AWS client shares. Two attempts only: retries live in the state machine, and two layers of
 * them would multiply the calls of a failing dependency.
 */
export const awsClientSettings = { maxAttempts: 2 } as const;
