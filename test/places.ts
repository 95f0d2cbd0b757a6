/** Where and when the tests are run: an hour, a zone, a machine. */
export interface Place {
  readonly name: string;
  /** When the tests begin, ISO 8601; the present if left out. */
  readonly at?: string;
  readonly zone?: string;
  readonly slow?: true;
  /** How long the clock stands still between two ticks, in milliseconds: what is done meanwhile has one time. */
  readonly tick?: number;
}

/** Where all tests pass, whatever the place of who runs them. */
export const places: readonly Place[] = [
  { name: 'one slow core', slow: true },
  { name: 'a quick machine, all of a second at one time', tick: 1000 },
  ...['00:05', '07:55', '15:59', '16:01', '23:55'].map((time) => ({
    name: `${time} UTC`,
    at: `2027-05-20T${time}:00Z`,
  })),
  { name: '29 February', at: '2028-02-29T12:00:00Z' },
  { name: '31 December, the year about to end', at: '2027-12-31T23:58:00Z' },
  { name: 'New York, its summer time about to begin', at: '2027-03-14T06:58:00Z', zone: 'America/New_York' },
  { name: 'New York, its summer time about to end', at: '2027-11-07T05:58:00Z', zone: 'America/New_York' },
  { name: 'Shanghai, just after midnight', at: '2027-05-19T16:02:00Z', zone: 'Asia/Shanghai' },
  { name: 'Lord Howe, whose summer time is half an hour', at: '2027-04-03T14:58:00Z', zone: 'Australia/Lord_Howe' },
];
