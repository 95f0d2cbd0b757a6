/** Tells the time; injected so that logic and tests agree on it. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();
