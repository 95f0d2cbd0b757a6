import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { invalidOrder } from '../../lambdas/order-submission/problems.ts';
import { bodyOf, maxBodyBytes, pointerTo } from '../../lambdas/runtime/body.ts';
import { http, json } from '../../lambdas/runtime/http.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const Note = z.strictObject({
  text: z.optional(z.string()),
  notes: z.optional(z.array(z.strictObject({ text: z.string() }))),
  names: z.optional(z.record(z.string(), z.string())),
});
const route = http(async (request) => json(200, bodyOf(request, Note, invalidOrder)));

beforeEach(() => {
  // As in the functions: where a test has loaded all of zod, that has words of its own, for good.
  z.config({ localeError: undefined });
  stubServiceEnvironment();
});

describe('a body', () => {
  it('in UTF-8 is taken, whatever its characters, as text or as bytes, with a byte order mark or without', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (text) => {
        const body = JSON.stringify({ text });
        for (const request of [{ body }, asBytes(Buffer.from(body)), asBytes(Buffer.from(`\ufeff${body}`))]) {
          expect(await answerTo(request)).toEqual({ status: 200, body: { text } });
        }
      }),
      { numRuns: 100 },
    );
  });

  const gbk = Buffer.from('7b2274657874223a22d6d0b9fa227d', 'hex');
  it.each([
    ['in Latin-1', Buffer.from('{"text":"Zoë"}', 'latin1')],
    ['in GBK', gbk],
    ['in UTF-16', Buffer.from('{"text":"Zoë"}', 'utf16le')],
    ['with a character cut in half', Buffer.from('{"text":"中').subarray(0, -1)],
    ['with an overlong character', Buffer.from('7b2274657874223a22c0af227d', 'hex')],
    ['with half a surrogate pair in CESU-8', Buffer.from('7b2274657874223a22eda0bd227d', 'hex')],
  ])('%s is malformed, as bytes and as API Gateway decodes it', async (_case, bytes) => {
    const malformed = { status: 400, body: { type: 'urn:order-confirmation:problem:malformed-request' } };

    expect(await answerTo(asBytes(bytes))).toMatchObject(malformed);
    expect(await answerTo({ body: bytes.toString('utf8') })).toMatchObject(malformed);
  });

  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['application/json;charset="UTF-8"', 200],
    ['application/json; charset=utf8', 200],
    ['application/problem+json; profile="a;b"', 200],
    ['application/json; charset=iso-8859-1', 415],
    ['application/json; charset=gbk', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset="utf-8, gbk"', 415],
    ['application/jsonp', 415],
    ['application/json,text/plain', 415],
    ['text/plain; charset=utf-8', 415],
    ['json', 415],
  ])('that calls itself %j is answered with %i', async (contentType, status) => {
    const answer = await answerTo({ body: '{}', headers: { 'content-type': contentType } });

    expect(answer).toMatchObject({ status });
    if (status === 415) expect(answer.body.errors).toMatchObject([{ header: 'Content-Type' }]);
  });

  it('that is compressed is refused for that, and told what is taken', async () => {
    const gzipped = asBytes(gzipSync('{"text":"a"}'));
    const answer = await route(anHttpRequest({ ...gzipped, headers: { 'content-encoding': 'gzip' } }), aContext());

    expect(answer).toMatchObject({ statusCode: 415, headers: { 'accept-encoding': 'identity' } });
    expect(JSON.parse(answer.body ?? '').errors).toMatchObject([{ header: 'Content-Encoding' }]);
  });

  it('that says it is not compressed is taken', async () => {
    expect(await answerTo({ body: '{}', headers: { 'content-encoding': 'identity' } })).toMatchObject({ status: 200 });
  });

  it.each([
    ['in a field', '{"text":"Ada \\ud83d"}', '#/text'],
    ['at the beginning, the low half', '{"text":"\\ude00 Ada"}', '#/text'],
    ['the halves the wrong way round', '{"text":"\\ude00\\ud83d"}', '#/text'],
    ['deep in a list', '{"notes":[{"text":"a"},{"text":"\\udfff"}]}', '#/notes/1/text'],
    ['in the name of a field', '{"\\ud83d":1}', '#/%EF%BF%BD'],
  ])('with half an emoji %s is invalid there', async (_case, body, pointer) => {
    expect(await answerTo({ body })).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it.each([
    ['in a field', '{"text":"Ada \\ufffd"}', '#/text'],
    ['deep in a list', '{"notes":[{"text":"a"},{"text":"\\uFFFD"}]}', '#/notes/1/text'],
  ])('with the mark of a lost character as an escape %s is invalid there', async (_case, body, pointer) => {
    expect(await answerTo({ body })).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it.each([
    ['where no name is known', '{"__proto__":{"text":"a"}}', '#/__proto__'],
    ['where every name is', '{"names":{"a":"b","__proto__":"c"}}', '#/names/__proto__'],
  ])('with the name __proto__, which would be lost, is invalid there: %s', async (_case, body, pointer) => {
    const answer = await answerTo({ body });

    expect(answer).toMatchObject({ status: 422 });
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
  });

  it.each([
    ['is missing', '{"notes":[{}]}', 'is missing; it must be of type string'],
    ['is null', '{"notes":[{"text":null}]}', 'must be of type string'],
  ])('of which a field %s says so', async (_case, body, detail) => {
    expect(await answerTo({ body })).toMatchObject({ status: 422, body: { errors: [{ detail }] } });
  });

  it('with a whole emoji in two escapes is taken', async () => {
    expect(await answerTo({ body: '{"text":"\\ud83d\\ude00"}' })).toEqual({ status: 200, body: { text: '😀' } });
  });

  it('nested as deep as it has room for is refused, not a failure of ours', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);

    expect(await answerTo({ body: `{"text":"a","x":${deep}}` })).toMatchObject({ status: 422 });
    expect(await answerTo({ body: deep })).toMatchObject({ status: 422 });
  });

  it('that is wrong all over gets an answer of a few kilobytes', async () => {
    const manyKeys = Object.fromEntries(Array.from({ length: 27_000 }, (_, index) => [index.toString(36), 1]));
    const manyItems = { notes: Array.from({ length: 80_000 }, () => 1) };
    const longKeys = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}${'é'.repeat(1_200)}`, 1]));
    for (const body of [manyKeys, manyItems, longKeys]) {
      const answer = await route(anHttpRequest({ json: body }), aContext());

      expect(answer.statusCode).toBe(422);
      expect(JSON.parse(answer.body ?? '').errors).toHaveLength(100);
      expect((answer.body ?? '').length).toBeLessThan(100 * 600);
    }
    const answer = await answerTo({ body: JSON.stringify(manyKeys) });
    expect(answer.body.moreErrors).toBe(26_900);
  });

  it.each([
    [maxBodyBytes, 200],
    [maxBodyBytes + 1, 413],
  ])('of %i bytes is answered with %i', async (bytes, status) => {
    const body = JSON.stringify({ text: '' });
    const long = JSON.stringify({ text: 'x'.repeat(bytes - body.length) });

    expect(await answerTo({ body: long })).toMatchObject({ status });
  });
});

describe('a pointer', () => {
  it.each([
    [[], '#'],
    [['lines', 0, 'sku'], '#/lines/0/sku'],
    [['a/b', 'c~d', '~1'], '#/a~1b/c~0d/~01'],
    // The table of RFC 6901, section 6.
    [['foo', 0], '#/foo/0'],
    [[''], '#/'],
    [['c%d'], '#/c%25d'],
    [['e^f'], '#/e%5Ef'],
    [['g|h'], '#/g%7Ch'],
    [['i\\j'], '#/i%5Cj'],
    [['k"l'], '#/k%22l'],
    [[' '], '#/%20'],
    [['m~n'], '#/m~0n'],
    // Further ones.
    [['café', '中'], '#/caf%C3%A9/%E4%B8%AD'],
    [['a#b?c'], '#/a%23b?c'],
    [['\ud83d'], '#/%EF%BF%BD'],
  ])('to %j is %s', (path, pointer) => {
    expect(pointerTo(path)).toBe(pointer);
  });

  it('is a URI fragment, and leads back to its path', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (path) => {
        const pointer = pointerTo(path);

        expect(pointer).toMatch(/^#(?:[\w\-.~!$&'()*+,;=:@/?]|%[\dA-F]{2})*$/);
        const steps = decodeURIComponent(pointer.slice(1)).split('/').slice(1);
        expect(steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))).toEqual(path);
      }),
    );
  });
});

function asBytes(bytes: Buffer) {
  return { body: bytes.toString('base64'), isBase64Encoded: true };
}

async function answerTo(request: Parameters<typeof anHttpRequest>[0]) {
  const answer = await route(anHttpRequest(request), aContext());
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
}
