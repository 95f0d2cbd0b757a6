// Moves the clock of the Node.js process that loads it (node --import), by CLOCK_OFFSET_SECONDS, and lets it tick only so often, every
// CLOCK_TICK_MILLISECONDS. Timers go on as they are.
const offset = Number(process.env.CLOCK_OFFSET_SECONDS ?? 0) * 1000;
const tick = Number(process.env.CLOCK_TICK_MILLISECONDS ?? 1);
const RealDate = Date;

globalThis.Date = class MovedDate extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [MovedDate.now()] : parts));
  }

  static now() {
    return Math.floor((RealDate.now() + offset) / tick) * tick;
  }
};
