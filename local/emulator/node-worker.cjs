/**
 * One execution environment of a Node.js function, as AWS Lambda's runtime behaves: an error keeps its name, a process
 * that dies takes only its invocation with it, and whatever the handler prints belongs to the invocation that printed it.
 *
 * Lines of JSON come in on stdin (first the handler to load, then one invocation at a time), frames go out on the
 * file descriptor that the command line names. The end of stdin means that the emulator is gone, and so is this process.
 */
'use strict';
const dns = require('node:dns');
const { existsSync, writeSync } = require('node:fs');
const { flushCompileCache } = require('node:module');
const { createInterface } = require('node:readline');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

/** The name of the function is there for those who look for its process. */
const [, , , frames] = process.argv;
let handler;

function send(frame) {
  const bytes = Buffer.from(`${JSON.stringify(frame)}\n`);
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(Number(frames), bytes, sent);
}

// The SDK puts `sync-` before the host of some calls, also where that is an address (bridges/express.py).
const lookup = dns.lookup;
dns.lookup = (host, ...rest) => lookup(host.replace(/^sync-(?=[\d.]+$)/, ''), ...rest);

for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, callback) => {
    send({ log: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') queueMicrotask(done);
    return true;
  };
}

/** The error document of AWS's Node.js runtime. */
function document(error) {
  if (!(error instanceof Error) && typeof error?.stack !== 'string') {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name || 'Error', errorMessage: error.message, trace: String(error.stack).split('\n') };
}

async function load({ folder, handler: name }) {
  const dot = name.lastIndexOf('.');
  const base = path.resolve(folder, name.slice(0, dot));
  const file = ['.js', '.cjs', '.mjs'].map((extension) => base + extension).find(existsSync);
  if (file === undefined) {
    throw Object.assign(new Error(`Cannot find module '${base}'`), { name: 'Runtime.ImportModuleError' });
  }
  const loaded = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : require(file);
  const found = loaded[name.slice(dot + 1)];
  if (typeof found !== 'function') {
    throw Object.assign(new Error(`${name} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  }
  return found;
}

function contextOf({ requestId, arn, deadline, memory }) {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: arn,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: String(memory),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** Says it once when the handler waits for nothing but timers: then others may run meanwhile. */
function watchForSleep() {
  const watch = setInterval(() => {
    // Of our own there is the pipe that invocations come through. A connection that is only kept for later does not count.
    if (!process.getActiveResourcesInfo().every((kind) => kind === 'Timeout' || kind === 'PipeWrap')) return;
    clearInterval(watch);
    send({ asleep: true });
  }, 100);
  watch.unref();
  return watch;
}

async function invoke({ event, context }) {
  if (context.traceId) process.env._X_AMZN_TRACE_ID = context.traceId;
  else delete process.env._X_AMZN_TRACE_ID;
  const watch = watchForSleep();
  try {
    send({ result: (await handler(event, contextOf(context))) ?? null });
  } catch (error) {
    send({ error: document(error) });
  } finally {
    clearInterval(watch);
  }
}

function exitWith(code, name) {
  return (error) => {
    const described = document(error);
    send({ error: name === undefined ? described : { ...described, errorType: name }, fatal: true });
    process.exit(code);
  };
}
process.on('uncaughtException', exitWith(129));
process.on('unhandledRejection', exitWith(128, 'Runtime.UnhandledPromiseRejection'));

/** What the first invocation has compiled is kept for the next process (from Node.js 22 on): this one ends by a signal, and writes nothing then. */
let isFirst = true;

const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
lines.on('line', async (line) => {
  const message = JSON.parse(line);
  if (handler !== undefined) {
    await invoke(message);
    if (isFirst) flushCompileCache?.();
    isFirst = false;
    return;
  }
  try {
    handler = await load(message);
    send({ ready: true });
  } catch (error) {
    send({ error: document(error), fatal: true });
    process.exit(1);
  }
});
