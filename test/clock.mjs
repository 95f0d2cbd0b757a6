// Moves the clock of the Node.js process that loads it (node --import), by CLOCK_OFFSET_SECONDS. Timers go on as they are.
const offset = Number(process.env.CLOCK_OFFSET_SECONDS) * 1000;
const RealDate = Date;

globalThis.Date = class MovedDate extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() + offset] : parts));
  }

  static now() {
    return RealDate.now() + offset;
  }
};
