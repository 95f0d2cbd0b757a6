import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubServiceEnvironment } from '../service-environment.ts';

const closing: (() => unknown)[] = [];
const requests: string[] = [];
const sockets = new Set<Socket>();

beforeEach(() => {
  stubServiceEnvironment();
  vi.resetModules();
  requests.length = 0;
  sockets.clear();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const socket of sockets) socket.destroy();
  for (const close of closing.splice(0)) close();
});

const from = { name: 'n', address: 'shop@example.com' };
const email = { from, replyTo: 'help@example.com', subject: 's', html: 'h', text: 't' };

/** All ways of sending, as the functions load them, with AWS at this address. */
const ways = {
  async email() {
    const { sendEmail } = await import('../../lambdas/notifications/ses.ts');
    return sendEmail('ada@example.com', email, { event: 'order-confirmed' });
  },
  async 'list email'() {
    const { sendListEmail } = await import('../../lambdas/notifications/ses.ts');
    return sendListEmail('ada@example.com', email, { event: 'back-in-stock' }, 'https://api.test/unsubscribe/abc');
  },
  async sms() {
    const { sendSms } = await import('../../lambdas/notifications/sns.ts');
    return sendSms('+447400123456', 'hello');
  },
} as const;
const channels = Object.keys(ways) as (keyof typeof ways)[];

/** The name of the error that sending ends with, or what it returned. */
async function outcome(channel: keyof typeof ways, endpoint: string): Promise<string> {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  return ways[channel]().catch((error: Error) => (isKnown(error) ? error.name : 'unknown'));
}

function isKnown({ name }: Error): boolean {
  return ['NotSent', 'RecipientRefused'].includes(name);
}

async function listen(server: Server | TcpServer): Promise<number> {
  closing.push(() => server.close());
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function provider(answer: RequestListener): Promise<string> {
  const server = createHttpServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => answer(request, response));
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

/** Answers as SES and SNS do. */
function saying(status: number, name: string, message: string): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    );
  };
}

/** Answers whichever was asked for, SendEmail, SendRawEmail or Publish: each SDK reads its own result. */
const accepting: RequestListener = (_request, response) => {
  const result = (action: string) => `<${action}Result><MessageId>m-1</MessageId></${action}Result>`;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(`<Response>${result('SendEmail')}${result('SendRawEmail')}${result('Publish')}</Response>`);
};

describe.each(channels)('a message by %s', (channel) => {
  it('is handed over in one request, over a connection of its own', async () => {
    const endpoint = await provider(accepting);
    expect(await outcome(channel, endpoint)).toBe('m-1');
    expect(await outcome(channel, endpoint)).toBe('m-1');
    expect(requests).toHaveLength(2);
    expect(sockets.size).toBe(2);
  });

  it.each([
    ['no name is resolved', async () => 'http://no-such-host.invalid'],
    ['nobody listens', async () => `http://127.0.0.1:${await closedPort()}`],
    ['the network is unreachable, or mute', async () => 'http://[100::1]:80'],
    ['the connection is closed before TLS is agreed on', async () => `https://127.0.0.1:${await hangingUp()}`],
    ['the other side does not speak TLS', async () => (await provider(accepting)).replace('http:', 'https:')],
    ['the handshake of TLS fails', async () => `https://127.0.0.1:${await withoutCertificate()}`],
  ])('was surely not sent when %s', async (_case, endpoint) => {
    expect(await outcome(channel, await endpoint())).toBe('NotSent');
    expect(requests).toEqual([]);
  });

  it('was surely not sent when there are no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    expect(await outcome(channel, await provider(accepting))).toBe('NotSent');
    expect(requests).toEqual([]);
  });

  it.each([
    ['the connection breaks before an answer', async () => provider(({ socket }) => socket.destroy())],
    ['the connection breaks in the middle of the answer', async () => provider(halfAnAnswer)],
    ['the provider has an error of its own', async () => provider(saying(500, 'InternalFailure', 'sorry'))],
    ['a gateway does not hear from the provider', async () => provider(saying(504, 'GatewayTimeout', 'sorry'))],
    ['the answer makes no sense', async () => provider((_, response) => response.end('<html>'))],
  ])('may have been sent when %s, and is not sent a second time', async (_case, endpoint) => {
    expect(await outcome(channel, await endpoint())).toBe('unknown');
    expect(requests).toHaveLength(1);
  });

  it.each([
    [400, 'Throttling', 'Maximum sending rate exceeded.'],
    [400, 'Throttling', 'Daily message quota exceeded.'],
    [400, 'ThrottlingException', 'Rate exceeded'],
    [429, 'Throttled', 'Throttled'],
    [400, 'LimitExceeded', 'a limit'],
    [400, 'AccountSendingPausedException', 'Account is paused'],
    [400, 'ConfigurationSetSendingPausedException', 'Configuration set notices is paused'],
    [400, 'MailFromDomainNotVerifiedException', 'MAIL FROM'],
    [
      400,
      'MessageRejected',
      'Email address is not verified. The following identities failed the check: shop@example.com',
    ],
    [400, 'MessageRejected', 'Sending suspended for this account.'],
    [400, 'ConfigurationSetDoesNotExist', 'Configuration set notices does not exist.'],
    [400, 'InvalidParameterValue', 'Invalid parameter value: Message'],
    [400, 'ValidationError', 'Value at Tags failed to satisfy constraint'],
    [403, 'AccessDenied', 'not authorized to perform: ses:SendEmail'],
    [403, 'AuthorizationError', 'not authorized to perform: SNS:Publish'],
    [403, 'ExpiredToken', 'The security token included in the request is expired'],
    [400, 'InvalidParameter', 'Invalid parameter: Message too long'],
    [400, 'InvalidParameter', 'Invalid parameter: MessageAttributes'],
    [503, 'ServiceUnavailable', 'come back later'],
  ])('waits when the trouble is the sender’s: %i %s %s', async (status, name, message) => {
    expect(await outcome(channel, await provider(saying(status, name, message)))).toBe('NotSent');
    expect(requests).toHaveLength(1);
  });
});

describe('an attempt that the network or the machine ends', () => {
  const codes = [
    'EAI_AGAIN',
    'ENOTFOUND',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'EMFILE',
    'ENFILE',
    'EADDRNOTAVAIL',
  ];
  it.each(codes)('before there is a connection has sent nothing: %s', async (code) => {
    const { attempt } = await import('../../lambdas/notifications/single-attempt.ts');
    const ended = attempt(
      () => Promise.reject(Object.assign(new Error('no connection'), { code })),
      () => true,
    );
    await expect(ended).rejects.toMatchObject({ name: 'NotSent', reason: code });
  });
});

describe('a recipient is refused for good', () => {
  it.each([
    ['email', 400, 'MessageRejected', 'Message rejected'],
    ['email', 400, 'InvalidParameterValue', "Missing final '@domain'"],
    ['email', 400, 'InvalidParameterValue', 'Domain contains illegal character'],
    ['email', 400, 'InvalidParameterValue', 'Local address contains control or whitespace'],
    ['email', 400, 'InvalidParameterValue', 'Illegal address'],
    [
      'sms',
      400,
      'InvalidParameter',
      'Invalid parameter: PhoneNumber Reason: +4407700900123 is not valid to publish to',
    ],
    ['sms', 400, 'InvalidParameter', 'Invalid parameter'],
    ['sms', 400, 'InvalidParameterValue', 'PhoneNumber'],
    ['sms', 400, 'OptedOut', 'the number is opted out'],
  ] as const)('by %s: %i %s %s', async (channel, status, name, message) => {
    expect(await outcome(channel, await provider(saying(status, name, message)))).toBe('RecipientRefused');
  });
});

/** A port on which nobody listens: one that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function hangingUp(): Promise<number> {
  return listen(createTcpServer((socket) => socket.once('data', () => socket.destroy())));
}

async function withoutCertificate(): Promise<number> {
  return listen(createHttpsServer(() => requests.push('reached')));
}

const halfAnAnswer: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"Mess');
  setImmediate(() => response.socket?.destroy());
};
