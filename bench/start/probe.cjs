/**
 * Starts a bundle in this process, as Lambda's runtime does in an environment, and writes down how long that took, in
 * milliseconds: `node probe.cjs BUNDLE CALLS`. With calls it calls the bundle's handler as often, with an event that is
 * a bit of everything and finds nothing; AWS_ENDPOINT_URL answers. Processor time is that of the main thread.
 */
const [bundle, calls] = process.argv.slice(2);
const processor = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

// Lambda's runtime has done so before it loads a function.
process.stdout;
process.stderr;

const parts = {};
let part = 'node';
let began = 0;
globalThis.mark = (name) => {
  const now = processor();
  parts[part] = (parts[part] ?? 0) + now - began;
  part = name;
  began = processor();
};

mark('load');
const before = performance.now();
const { handler } = require(bundle);
const result = { start: performance.now(), load: performance.now() - before, processor: processor() };
mark('end');

async function callHandler() {
  const orderId = 'fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa';
  const event = {
    orderId,
    taskToken: 'token',
    waitSeconds: 900,
    error: 'OutOfStock',
    Records: [],
    headers: { 'content-type': 'application/json', 'idempotency-key': 'key' },
    pathParameters: { orderId, sku: 'TEA-250', provider: 'sandbox' },
    requestContext: { authorizer: { jwt: { claims: { client_id: 'north-lane', scope: 'staff' } } } },
    body: process.env.BODY,
    time: '2026-01-01T00:00:00Z',
    detail: { name: orderId, executionArn: 'arn', status: 'FAILED' },
    operation: 'query',
    argument: { orderId, amount: 1, currency: 'GBP' },
  };
  const took = [];
  for (let call = 0; call < Number(calls); call++) {
    const from = performance.now();
    await handler(structuredClone(event), { awsRequestId: String(call), functionName: 'probe' }).catch(() => {});
    took.push(performance.now() - from);
  }
  return took;
}

callHandler().then((took) => {
  process.stdout.write(`\n${JSON.stringify({ ...result, calls: took, parts })}\n`, () => process.exit(0));
});
