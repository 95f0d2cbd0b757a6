/**
 * What AWS charges in us-east-1, first tier, in US$, as of 2026-11-23 (https://aws.amazon.com/<service>/pricing/). Look
 * them up again before you rely on a total.
 */
export const prices = {
  date: '2026-11-23',
  stateTransition: 25 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaGigabyteSecond: 0.0000133334,
  httpApiRequest: 1 / 1e6,
  dynamodbWriteUnit: 0.625 / 1e6,
  dynamodbReadUnit: 0.125 / 1e6,
  logGigabyte: 0.5,
  xrayTrace: 5 / 1e6,
} as const;
