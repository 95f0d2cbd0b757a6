/** What the console shows in pictures and tests: a shop as it is now, with some trouble. */
import type { OutputOf } from '../../client/src/client.ts';
import { momentIn } from '../../lambdas/order-story/in-words.ts';
import { orderNumberAt, writtenOrderNumber } from '../../lambdas/orders/order-number.ts';
import type { ConsoleAnswers } from './double.ts';

const now = Date.now();
const minutes = (count: number) => new Date(now + count * 60_000).toISOString();
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
/** As the sentences of a story say it. */
const said = (at: string) => momentIn(timeZone, at, new Date(now));
/** Numbers of orders, as customers read them. */
export const exampleNumber = (index: number) =>
  writtenOrderNumber(orderNumberAt(370_414_237_001n + BigInt(index) * 977n));
export const exampleOrderId = 'fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa';
export const exampleTicketId = '0f8b1c2e-5d53-5a5c-8f0e-1b2c3d4e5f60';

/** A curve of a shop's day: quiet at night, twice as busy in the evening. */
const busy = (span: number, perDay: number) =>
  Math.round(20 + 18 * Math.sin((span / perDay) * 2 * Math.PI - 2) + ((span * 7) % 5));

function history(spans: number, perDay: number, spanSeconds: number): OutputOf<'getOverview'>['day'] {
  const each = <Value>(value: (span: number) => Value) => Array.from({ length: spans }, (_, span) => value(span));
  return {
    from: new Date(
      Math.floor(now / 1000 / spanSeconds) * spanSeconds * 1000 - (spans - 1) * spanSeconds * 1000,
    ).toISOString(),
    spanSeconds,
    confirmed: each((span) => busy(span, perDay) * (spanSeconds / 1800)),
    rejected: each((span) => (span * 5) % 3),
    cancelled: each((span) => (span % 4 === 1 ? 1 : 0)),
    failed: each((span) => (span > spans - 4 ? 6 : 0)),
    p50: each((span) => (span % 17 === 3 ? null : 640 + ((span * 13) % 90))),
    p95: each((span) => (span % 17 === 3 ? null : 1250 + ((span * 29) % 400))),
    p99: each((span) => (span % 17 === 3 ? null : 1900 + ((span * 41) % 900))),
  };
}

/** An overview on which somebody has to do something. */
export const troubledOverview: OutputOf<'getOverview'> = {
  at: minutes(0),
  confirmation: { p50: 690, p95: 1420, p99: 2350 },
  waitingForPayment: {
    orders: 14,
    isMore: false,
    first: { orderId: exampleOrderId, number: exampleNumber(40), at: minutes(-42) },
  },
  waitingForDecision: { orders: 0, isMore: false },
  waitingForRoom: { orders: 0, isMore: false },
  failed: { orders: 18, isMore: false, first: { orderId: exampleOrderId, number: exampleNumber(0), at: minutes(-71) } },
  holdsEnding: {
    orders: 3,
    isMore: false,
    first: { orderId: exampleOrderId, number: exampleNumber(0), at: minutes(8) },
  },
  alarms: [
    {
      name: 'FailedOrders',
      since: minutes(-71),
      description: 'Orders stand in the dead-letter queue. See which, mend the cause, and redrive them.',
    },
    {
      name: 'PaymentsForReview',
      since: minutes(-12),
      description: 'A person must decide about a payment: the log names the order.',
    },
  ],
  warnings: {
    foreseen: [{ name: 'EmailBounces', since: minutes(-55), reachedAt: minutes(130), value: 0.0142, limit: 0.02 }],
    ...{ over: 9, cameTrue: 7, minutesAhead: 41 },
  },
  stockOuts: {
    ...{ at: minutes(-560), products: 7 },
    soonest: [
      { sku: 'TEA-100', daysLeft: 1.4 },
      { sku: 'POT-114', daysLeft: 3.2 },
    ],
  },
  day: history(48, 48, 1800),
  week: history(56, 8, 10_800),
};

/** An overview on which nobody has to do anything. */
export const calmOverview: OutputOf<'getOverview'> = {
  ...troubledOverview,
  failed: { orders: 0, isMore: false },
  holdsEnding: { orders: 0, isMore: false },
  alarms: [],
  warnings: { foreseen: [], over: 0, cameTrue: 0 },
};

/** Four weeks in which a provider of payments was ever slower. */
const bottlenecks: OutputOf<'listBottlenecks'> = {
  nights: Array.from({ length: 28 }, (_, night) => {
    const step = (name: string, [waiting = 0, running = 0, retrying = 0]: readonly number[]) => ({
      ...{ step: name, orders: 240, waiting, running, retrying },
      ...{ p50: running * 60, p95: (running + retrying) * 300, p99: (waiting + running + retrying) * 310 },
    });
    const slow = 20 + night * 1.5;
    return {
      day: minutes((night - 28) * 1440).slice(0, 10),
      ...{ orders: 1840, sampled: 240, costliest: 'Check payment' },
      steps: [
        {
          ...step('Check payment', [310 + slow, 24, slow]),
          errors: [{ error: 'ProviderUnavailable', orders: 9, minutes: slow }],
          dependencies: [
            { name: 'alipay', orders: 61, minutes: 290 },
            { name: 'stripe', orders: 179, minutes: 64 + slow },
          ],
        },
        {
          ...step('Notify customer', [0, 19, 2]),
          errors: [{ error: 'SenderBusy', orders: 3, minutes: 2 }],
          dependencies: [{ name: 'SES and SNS', orders: 240, minutes: 21 }],
        },
        {
          ...step('Confirm order', [0, 12, 0]),
          errors: [],
          dependencies: [{ name: 'stripe', orders: 240, minutes: 12 }],
        },
        {
          ...step('Reserve inventory', [0, 7, 0]),
          errors: [],
          dependencies: [{ name: 'DynamoDB', orders: 240, minutes: 7 }],
        },
        {
          ...step('Waiting to begin', [3, 0, 0]),
          errors: [],
          dependencies: [{ name: 'Step Functions', orders: 240, minutes: 3 }],
        },
      ],
    };
  }),
  trends: [
    { step: 'Check payment', p95PerDay: 600 },
    { step: 'Notify customer', p95PerDay: -4 },
  ],
};

const rated = (orders: number, placed: number) => {
  const rate = orders / placed;
  return { orders, placed, rate, low: rate - 0.004, high: rate + 0.005 };
};

/** Twelve weeks of returns, of which the last is worse; something is done about glasses that arrive broken. */
const causes: OutputOf<'getCauses'> = {
  ...{ kind: 'RETURNED', countedWithinDays: 21, from: minutes(-50 * 1440).slice(0, 10), trend: 'UP' },
  ...{ to: minutes(-22 * 1440).slice(0, 10), ...rated(2_410, 51_520) },
  weeks: Array.from({ length: 12 }, (_, week) => ({
    from: minutes((week - 12) * 7 * 1440 - 22 * 1440).slice(0, 10),
    ...rated(560 + ((week * 13) % 40) + (week === 11 ? 170 : 0), 12_880),
  })),
  causes: [
    { cause: 'WRONG_SIZE', orders: 1_120, share: 0.46, cumulative: 0.46, trend: 'STEADY' },
    { cause: 'BROKEN', orders: 730, share: 0.3, cumulative: 0.76, trend: 'UP' },
    { cause: 'CHANGED_MIND', orders: 410, share: 0.17, cumulative: 0.93, trend: 'STEADY' },
    { cause: 'NOT_AS_DESCRIBED', orders: 170, share: 0.07, cumulative: 1, trend: 'DOWN' },
  ],
  breakdowns: [
    {
      dimension: 'sku',
      values: [
        { value: 'GLASS-12', orders: 514, share: 0.21, cumulative: 0.21, cause: 'BROKEN' },
        { value: 'TEE-M', orders: 396, share: 0.16, cumulative: 0.37, cause: 'WRONG_SIZE' },
      ],
    },
    {
      dimension: 'carrier',
      values: [
        { value: 'Royal Mail', orders: 1_690, share: 0.7, cumulative: 0.7, cause: 'BROKEN' },
        { value: 'DHL', orders: 720, share: 0.3, cumulative: 1, cause: 'WRONG_SIZE' },
      ],
    },
  ],
  actions: [
    {
      ...{ id: '6d4c1b0a-8a3e-5a55-9d21-0c8f7d2e4b11', kind: 'RETURNED', cause: 'BROKEN' },
      ...{ dimension: 'sku', value: 'GLASS-12', what: 'Glasses go in boxes of two walls', owner: 'Stella' },
      ...{ since: minutes(-40 * 1440).slice(0, 10), at: minutes(-40 * 1440), by: 'Oscar Operator' },
      effect: {
        ...{ verdict: 'BETTER', before: rated(140, 12_880), since: rated(61, 12_880), judgedFrom: minutes(0) },
        ...{ difference: -0.0061, low: -0.0083, high: -0.0039 },
      },
    },
  ],
};

const products: OutputOf<'listStock'>['products'] = Array.from({ length: 40 }, (_, index) => {
  const onHand = (index * 37) % 180;
  const reserved = Math.min(onHand, (index * 5) % 17);
  const available = onHand - reserved;
  const lowStockThreshold = index % 3 === 0 ? 20 : undefined;
  return {
    sku: `${['TEA', 'CUP', 'POT', 'TIN'][index % 4]}-${100 + index * 7}`,
    ...{ onHand, available, reserved, unsellable: index % 9 === 0 ? 2 : 0, backordered: index % 13 === 5 ? 12 : 0 },
    ...(lowStockThreshold !== undefined && { lowStockThreshold }),
    isLow: lowStockThreshold !== undefined && available <= lowStockThreshold,
  };
});

const groups: OutputOf<'listFailureGroups'>['groups'] = [
  {
    group: 'payment-down',
    step: 'Check payment',
    error: 'PaymentProviderUnavailable',
    cause: 'stripe answered 503 Service Unavailable',
    ...{ orders: 14, money: [{ currency: 'GBP', total: 48_230 }], unitsHeld: 37 },
    ...{ firstHoldEndsAt: minutes(19), oldestAt: minutes(-71) },
  },
  {
    group: 'notify',
    step: 'Notify customer',
    error: 'NoticeOutcomeUnknown',
    cause: 'the connection to SES broke before its answer',
    ...{
      orders: 3,
      money: [
        { currency: 'GBP', total: 9_120 },
        { currency: 'EUR', total: 2_950 },
      ],
      unitsHeld: 8,
    },
    ...{ oldestAt: minutes(-30) },
  },
  {
    group: 'poison',
    step: 'Reserve inventory',
    error: 'TypeError',
    cause: "Cannot read properties of undefined (reading 'sku')",
    ...{ orders: 1, money: [{ currency: 'GBP', total: 1_530 }], unitsHeld: 0 },
    ...{ firstHoldEndsAt: minutes(44), oldestAt: minutes(-49) },
  },
];

const failures: OutputOf<'listFailures'>['failures'] = Array.from({ length: 14 }, (_, index) => ({
  orderId: `${exampleOrderId.slice(0, -2)}${String(10 + index)}`,
  number: exampleNumber(index),
  storefront: 'storefront-a',
  orderStatus: 'RESERVED',
  status: 'FAILED',
  ...{ step: 'Check payment', error: 'PaymentProviderUnavailable', cause: 'stripe answered 503 Service Unavailable' },
  group: 'payment-down',
  failedAt: minutes(-71 + index * 4),
  currency: 'GBP',
  total: 1_530 + index * 415,
  unitsHeld: 1 + (index % 4),
  holdEndsAt: minutes(19 + index * 4),
  executionArn: 'arn:aws:states:eu-west-1:111122223333:execution:Orders:example',
  redrivableUntil: minutes(14 * 1440 - 71),
  ...(index === 2 && { claimedBy: 'Alice Admin' }),
  ...(index === 5 && { refusal: { redriveId: 'r1', at: minutes(-9), why: 'Step Functions had no room' } }),
}));

const nothing = { REDRIVEN: 0, STARTED_ANEW: 0, NOT_NEEDED: 0, TAKEN: 0, REFUSED: 0 };
const redrives: OutputOf<'listRedrives'>['redrives'] = [
  {
    ...{
      id: 'r2',
      state: 'RUNNING',
      dryRun: false,
      startAnew: false,
      ratePerSecond: 5,
      chosen: 'group',
      group: 'payment-down',
    },
    ...{ reason: 'Stripe is back, incident 4711', by: 'Oscar Operator', createdAt: minutes(-1), orders: 14 },
    outcomes: { ...nothing, REDRIVEN: 8, TAKEN: 1 },
  },
  {
    ...{ id: 'r1', state: 'DONE', dryRun: true, startAnew: false, ratePerSecond: 25, chosen: 'all' },
    ...{ reason: 'What would go on?', by: 'Oscar Operator', createdAt: minutes(-9), endedAt: minutes(-9), orders: 18 },
    outcomes: { ...nothing, REDRIVEN: 17, REFUSED: 1 },
  },
];

/** The story of an order whose execution has failed. */
export const failedStory: OutputOf<'getOrderStory'> = {
  standing: {
    sentence: `Stands still since ${said(minutes(-20))}, by a problem of ours: its payment could not be checked (“Check payment” failed: PaymentProviderUnavailable, stripe answered 503 Service Unavailable).`,
    advice: `The customer need not do anything. An operator mends the cause and lets it go on (redrive) before ${said(minutes(19))}; else it is rejected then, its stock and money are released, and the customer is told.`,
    turn: 'staff',
    until: minutes(19),
    timeZone,
  },
  arrival: {
    earliestDay: minutes(2880).slice(0, 10),
    latestDay: minutes(4320).slice(0, 10),
    lateProbability: 0.22,
    keptOf100: 84,
  },
  storefront: 'storefront-a',
  order: {
    ...{
      id: exampleOrderId,
      number: exampleNumber(0),
      status: 'RESERVED',
      createdAt: minutes(-74),
      currency: 'GBP',
      total: 3_390,
    },
    locale: 'en',
    version: 4,
    lines: [
      {
        line: 1,
        sku: 'TEA-250',
        name: 'Green tea, 250 g',
        quantity: 2,
        unitPrice: 765,
        total: 1_530,
        cancelled: 0,
        fulfilled: 0,
        returned: 0,
      },
      {
        line: 2,
        sku: 'CUP-STONE',
        name: 'Stone cup',
        quantity: 1,
        unitPrice: 1_860,
        total: 1_860,
        cancelled: 0,
        fulfilled: 0,
        returned: 0,
      },
    ],
    payment: { status: 'AUTHORIZED', captured: 0, refunded: 0 },
  },
  customer: { name: 'A*** B***', email: 'a***@customer.example', phone: '***56', country: 'GB' },
  payments: [
    {
      ...{
        try: 1,
        provider: 'stripe',
        reference: 'pi_3PqExampleOfAStripeIntent',
        status: 'PENDING',
        amount: 3_390,
        currency: 'GBP',
      },
      ...{ captured: 0, refunded: 0, begunAt: minutes(-74), payBefore: minutes(-59), refunds: [], disputes: [] },
    },
  ],
  execution: {
    ...{ status: 'FAILED', startedAt: minutes(-74), endedAt: minutes(-20), redrives: 1 },
    ...{ error: 'PaymentProviderUnavailable', cause: 'stripe answered 503 Service Unavailable' },
    consoleUrl: 'https://eu-west-1.console.aws.amazon.com/states/home',
    traceUrl: 'https://eu-west-1.console.aws.amazon.com/xray/home',
    steps: [
      {
        name: 'Reserve inventory',
        status: 'succeeded',
        attempts: 1,
        startedAt: minutes(-74),
        endedAt: minutes(-73.99),
      },
      {
        name: 'Check payment',
        status: 'failed',
        attempts: 6,
        error: 'PaymentProviderUnavailable',
        startedAt: minutes(-73.9),
        endedAt: minutes(-20),
      },
    ],
  },
  stock: {
    held: [
      { sku: 'TEA-250', quantity: 2 },
      { sku: 'CUP-STONE', quantity: 1 },
    ],
    holdExpiresAt: minutes(19),
  },
  timeline: [
    { at: minutes(-74), kind: 'order', text: 'Order accepted' },
    { at: minutes(-73.99), kind: 'stock', text: 'Inventory reserved' },
    { at: minutes(-73.98), kind: 'step', text: 'Reserve inventory: succeeded' },
    { at: minutes(-73.9), kind: 'payment', text: 'Payment pending' },
    { at: minutes(-73.8), kind: 'webhook', text: 'Webhook delivered: order.accepted to shop.example' },
    { at: minutes(-71), kind: 'step', text: 'Check payment: failed (PaymentProviderUnavailable), 3 attempts' },
    { at: minutes(-71), kind: 'step', text: 'Execution failed: PaymentProviderUnavailable' },
    {
      at: minutes(-40),
      kind: 'note',
      text: `The customer called at ${said(minutes(-43))} and will wait.`,
      by: 'Susan Support',
    },
    { at: minutes(-22), kind: 'operator', text: 'Start redrive: Stripe is back', by: 'Oscar Operator' },
    { at: minutes(-20), kind: 'step', text: 'Check payment: failed (PaymentProviderUnavailable), 6 attempts' },
  ],
};

const aListedCase = { orderId: exampleOrderId, caseId: 'b2f0', number: exampleNumber(40), units: 1 } as const;
const exampleCases: OutputOf<'listReturnCases'>['cases'] = [
  { ...aListedCase, kind: 'CLAIM', state: 'REQUESTED', since: minutes(-180) },
  { ...aListedCase, kind: 'WITHDRAWAL', state: 'SENT', since: minutes(-1_500), refundBy: minutes(9 * 1440), units: 3 },
  { ...aListedCase, kind: 'RETURN', state: 'RECEIVED', since: minutes(-45), units: 2 },
  { ...aListedCase, kind: 'RETURN', state: 'INSPECTED', since: minutes(-2_000), refundTrouble: 'refund-refused' },
];
/** A ticket that will be late. */
const exampleTicket: OutputOf<'getTicket'> = {
  ...{ id: exampleTicketId, version: 3, state: 'OPEN', category: 'DAMAGED', severity: 'HIGH' },
  ...{ subject: 'Something is missing or damaged', channel: 'PAGE', locale: 'en', orderId: exampleOrderId },
  ...{ createdAt: minutes(-190), updatedAt: minutes(-35), answerBy: minutes(25), warnedAt: minutes(-5) },
  messages: [
    {
      ...{ id: 'm1', at: minutes(-190), from: 'CUSTOMER', channel: 'PAGE' },
      text: 'Two of the twelve glasses came broken. The box looked as if it had been dropped.',
    },
    {
      ...{ id: 'm2', at: minutes(-160), from: 'STAFF', channel: 'STAFF', name: 'Susan Support' },
      text: 'We are sorry. Could you send us a photo of the glasses, and of the box?',
      ...{ delivery: 'BOUNCED', deliveryAt: minutes(-158) },
    },
    {
      ...{ id: 'm2b', at: minutes(-158), from: 'SERVICE', channel: 'SERVICE', isInternal: true },
      text: 'An answer came back (MailboxFull): the customer has not got it by mail.',
    },
    {
      ...{ id: 'm3', at: minutes(-35), from: 'CUSTOMER', channel: 'MAIL', name: 'Ada Byron' },
      text: 'Here they are.',
      quoted: 'On Thu, 26 Nov 2026, North Lane wrote:\n> Could you send us a photo?',
      attachments: [{ name: 'glasses.jpg', type: 'image/jpeg', bytes: 482_113 }],
    },
  ],
  answers: [
    { name: 'looking-into-it', title: 'We are looking into it', text: 'Hello,\n\nthank you for writing to us.' },
  ],
};

/** What the API of the pictures answers. */
export const exampleAnswers: ConsoleAnswers = {
  'GET /operations/overview': () => troubledOverview,
  'GET /operations/bottlenecks': () => bottlenecks,
  'GET /operations/causes': () => causes,
  'GET /operations/ratings': () =>
    ({
      weeks: Array.from({ length: 12 }, (_, week) => ({
        from: minutes((week - 12) * 7 * 1440).slice(0, 10),
        ...{ ratings: 210 + week * 4, mean: 4.3 - (week % 3) * 0.1, low: 4, high: 4.4 },
      })),
      bySku: [{ value: 'GLASS-12', ratings: 61, mean: 3.4, low: 2.9, high: 3.9 }],
      byCarrier: [
        { value: 'Royal Mail', ratings: 640, mean: 4.3, low: 4.1, high: 4.4 },
        { value: 'DHL', ratings: 204, mean: 4.1, low: 3.9, high: 4.3 },
      ],
    }) satisfies OutputOf<'getRatings'>,
  'GET /operations/tickets': () => {
    const { messages: _m, answers: _a, ...listed } = exampleTicket;
    return { tickets: [listed] } satisfies OutputOf<'listTickets'>;
  },
  'GET /operations/tickets/{ticketId}': () => exampleTicket,
  'GET /operations/refund-approvals': () =>
    ({
      approvals: [
        {
          ...{ id: 'refund-1', orderId: exampleOrderId, number: exampleNumber(40), state: 'OPEN' },
          ...{ amount: 48_900, currency: 'GBP' },
          reason: 'The whole delivery was broken, photographs in the mail',
          ...{ requestedBy: 'susan@shop.example', requestedAt: minutes(-95), expiresAt: minutes(3 * 1440 - 95) },
        },
      ],
    }) satisfies OutputOf<'listRefundApprovals'>,
  'GET /operations/risk-reviews': () =>
    ({
      reviews: [
        {
          ...{
            orderId: exampleOrderId,
            number: exampleNumber(0),
            createdAt: minutes(-12),
            amount: 129_900,
            currency: 'GBP',
          },
          ...{ provider: 'stripe', reference: 'pi_3QK4f2Lk7c9e6679', customer: failedStory.customer },
          ...{ score: 80, rules: '2026-11-27', state: 'OPEN', since: minutes(-12), until: minutes(228) },
          reasons: [
            { rule: 'providerElevated', says: 'The payment provider sees an elevated risk' },
            { rule: 'highFirstOrder', says: 'A high amount, and the first order of this customer' },
          ],
          signals: {
            ...{ amount: 129_900, units: 3, mostOfOneSku: 2, ordersByEmail: 1, ordersByAddress: 2, declines: 1 },
            ...{ paidBefore: 0, disputesBefore: 0, providerLevel: 'elevated', providerScore: 71 },
          },
          ...{ holdExpiresAt: minutes(290), authorizedUntil: minutes(7 * 1440 - 12), unseen: 'DENIED', needsTwo: true },
          firstApproval: { by: 'susan@shop.example', at: minutes(-4), reason: 'The customer answered the telephone' },
        },
      ],
      isMore: false,
    }) satisfies OutputOf<'listRiskReviews'>,
  'GET /operations/carrier-scorecard': () =>
    ({
      months: ['2026-11', '2026-10', '2026-09'],
      lanes: [
        {
          ...{
            carrier: 'Royal Mail',
            country: 'GB',
            parcels: 4_812,
            delivered: 4_771,
            late: 391,
            lost: 19,
            returned: 22,
          },
          ...{ silent: 0, days: 13_836, lateShare: 391 / 4_790, lostShare: 19 / 4_790, averageDays: 2.9 },
        },
        {
          ...{
            carrier: 'DHL',
            country: 'DE',
            parcels: 640,
            delivered: 634,
            late: 178,
            lost: 2,
            returned: 4,
            silent: 0,
          },
          ...{ days: 3_170, lateShare: 178 / 636, lostShare: 2 / 636, averageDays: 5 },
        },
      ],
    }) satisfies OutputOf<'getCarrierScorecard'>,
  'GET /operations/return-cases': ({ query }) =>
    ({ cases: exampleCases.filter(({ state }) => state === query.state) }) satisfies OutputOf<'listReturnCases'>,
  'GET /operations/switches': () =>
    ({
      switches: [
        {
          ...{ kind: 'carrier-down', target: 'UPS', state: 'ON', from: minutes(-180), until: minutes(240) },
          ...{ at: minutes(-180), by: 'Oscar Operator', reason: 'Its status page says so' },
        },
        {
          ...{ kind: 'flash-sale', target: '85123A', state: 'OVER', from: minutes(-2_880), until: minutes(-1_440) },
          ...{ at: minutes(-3_000), by: 'Ada Byron', reason: 'The sale of the week', mostPerOrder: 2 },
        },
      ],
    }) satisfies OutputOf<'listSwitches'>,
  'GET /operations/failures': () =>
    ({
      groups,
      ...{ orders: 18, unitsHeld: 45, firstHoldEndsAt: minutes(19), oldestAt: minutes(-71) },
      money: [
        { currency: 'EUR', total: 2_950 },
        { currency: 'GBP', total: 58_880 },
      ],
    }) satisfies OutputOf<'listFailureGroups'>,
  'GET /operations/failures/{group}': () => ({ failures }) satisfies OutputOf<'listFailures'>,
  'GET /operations/redrives': () => ({ redrives }) satisfies OutputOf<'listRedrives'>,
  'GET /operations/orders/{orderId}': () => failedStory,
  'POST /operations/search': () =>
    ({
      orders: [
        {
          ...{ id: exampleOrderId, number: exampleNumber(0), storefront: 'storefront-a', status: 'RESERVED' },
          ...{ createdAt: minutes(-74), currency: 'GBP', total: 3_390, failedAt: minutes(-71) },
          matched: ['email'],
          customer: failedStory.customer,
        },
        {
          ...{ id: exampleOrderId, number: exampleNumber(40), storefront: 'storefront-b', status: 'CONFIRMED' },
          ...{ createdAt: minutes(-3_000), currency: 'EUR', total: 12_990 },
          matched: ['email'],
          customer: failedStory.customer,
        },
      ],
    }) satisfies OutputOf<'searchOrders'>,
  'GET /operations/actions': () =>
    ({
      actions: [
        {
          ...{ id: 'a3', at: minutes(-12), who: 'ada', name: 'Ada Admin', roles: ['admin'], action: 'refundOrder' },
          ...{ orderId: exampleOrderId, reason: 'arrived broken', after: { amount: 500 } },
          outcome: { at: minutes(-12), result: 'DONE' },
        },
        {
          ...{ id: 'a2', at: minutes(-30), who: 'grace', name: 'Grace Keeper', roles: ['stock-keeper'] },
          ...{ action: 'changeStockSettings', about: 'TEA-100', reason: 'it sells faster' },
          ...{ before: { lowStockThreshold: 20 }, after: { lowStockThreshold: 40 } },
          outcome: { at: minutes(-30), result: 'REFUSED', detail: 'stock-conflict' },
        },
        {
          ...{ id: 'a1', at: minutes(-45), who: 'oscar', name: 'Oscar Operator', roles: ['operator'] },
          ...{ action: 'startRedrive', about: 'r2', reason: 'Stripe is back' },
        },
      ],
    }) satisfies OutputOf<'listActions'>,
  'GET /operations/stock': () => ({ products }) satisfies OutputOf<'listStock'>,
  'GET /operations/replenishment': () =>
    ({
      suggestions: products
        .filter(({ isLow }) => isLow)
        .map(({ sku, available, backordered }, index) => ({
          ...{ sku, available, backordered },
          order: 24 + index * 12,
          onOrder: index % 4 === 0 ? 12 : 0,
          reorderPoint: 31.4 + index,
          perDay: 2.1 + index / 10,
          daysLeft: Math.max(0, available - backordered) / (2.1 + index / 10),
          method: index % 3 === 0 ? ('mean' as const) : ('tsb' as const),
        })),
    }) satisfies OutputOf<'listReplenishment'>,
  'GET /products/{sku}/stock': ({ path }) =>
    ({
      sku: decodeURIComponent(path.split('/')[2] ?? ''),
      ...{ onHand: 148, available: 136, reserved: 12, unsellable: 2, backordered: 0 },
      settings: {
        lowStockThreshold: 20,
        leadTimeDays: 10,
        leadTimeStdDevDays: 2,
        serviceLevel: 0.95,
        packSize: 12,
        shards: 1,
      },
      shards: [{ shard: 0, onHand: 148, available: 136, reserved: 12, unsellable: 2 }],
    }) satisfies OutputOf<'getStock'>,
  'GET /products/{sku}/stock/movements': ({ path }) => {
    const sku = decodeURIComponent(path.split('/')[2] ?? '');
    const movement = (
      ago: number,
      reason: 'SHIPPED' | 'PURCHASE' | 'STOCK_TAKE' | 'DAMAGED',
      onHand: number,
      by: string,
    ) => ({
      ...{ sku, shard: 0, at: minutes(-ago), id: exampleOrderId, reason, onHand, by },
      ...(reason === 'PURCHASE' && { reference: 'Delivery note 88-1204' }),
    });
    return {
      movements: [
        movement(14, 'SHIPPED', -2, 'service'),
        movement(95, 'SHIPPED', -1, 'service'),
        movement(400, 'STOCK_TAKE', -3, 'grace@shop.example'),
        movement(1500, 'PURCHASE', 96, 'grace@shop.example'),
        movement(2900, 'DAMAGED', -2, 'grace@shop.example'),
      ],
    } satisfies OutputOf<'listMovements'>;
  },
};
