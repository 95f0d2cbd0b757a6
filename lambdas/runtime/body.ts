import { MIMEType } from 'node:util';
import * as z from 'zod/mini';
import type { HttpRequest } from './http-request.ts';
import { type FieldError, Problem, type ProblemType } from './problem.ts';
import { bodyTooLarge, malformedRequest, unsupportedMediaType } from './problems.ts';

/** The largest body that a route reads, in bytes. */
export const maxBodyBytes = 256 * 1024;

/**
 * The bytes of the body exactly as they were sent.
 * @throws Problem body-too-large
 */
export function rawBodyOf(request: HttpRequest): Buffer {
  const raw = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  if (raw.byteLength > maxBodyBytes) {
    throw new Problem(bodyTooLarge, `The body has ${raw.byteLength} bytes; at most ${maxBodyBytes} are read.`);
  }
  return raw;
}

/**
 * The body, parsed as JSON and by the schema.
 * @throws Problem body-too-large, unsupported-media-type or malformed-request; `invalid` with every invalid field named
 */
export function bodyOf<Schema extends z.core.$ZodType>(
  request: HttpRequest,
  schema: Schema,
  invalid: ProblemType,
): z.output<Schema> {
  const raw = rawBodyOf(request);
  demandJson(request.headers);
  const value = parsedJson(decodedUtf8(raw));
  const parsed = z.safeParse(schema, value);
  const errors = (parsed.error?.issues ?? []).flatMap((issue) => fieldErrorsOf(issue, value));
  const named = new Set(errors.map(({ pointer }) => pointer));
  errors.push(...[...unkeepable(value)].filter(({ pointer }) => !named.has(pointer)));
  if (parsed.success && errors.length === 0) return parsed.data;
  throw new Problem(invalid, 'Some fields are invalid; see errors.', { errors });
}

function demandJson(headers: HttpRequest['headers']): void {
  const mediaType = mediaTypeOf(headers['content-type'] ?? '');
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(mediaType?.essence ?? '')) {
    throw notTaken('Content-Type', 'must be application/json');
  }
  const charset = mediaType?.params.get('charset') ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw notTaken('Content-Type', 'must name no other charset than UTF-8 (RFC 8259)');
  if (!/^(?:identity)?$/i.test(headers['content-encoding'] ?? '')) {
    // RFC 9110, section 12.5.3: the answer says which would be taken.
    throw notTaken('Content-Encoding', 'must be left out: send the body as it is', { 'accept-encoding': 'identity' });
  }
}

function notTaken(header: string, detail: string, headers?: Readonly<Record<string, string>>): Problem {
  return new Problem(unsupportedMediaType, `${header} ${detail}.`, {
    errors: [{ header, detail }],
    ...(headers && { headers }),
  });
}

function mediaTypeOf(contentType: string): MIMEType | undefined {
  try {
    return new MIMEType(contentType);
  } catch {
    return undefined;
  }
}

/**
 * A byte that is no UTF-8 is decoded to U+FFFD, here as by API Gateway, which hands over JSON as text. So that character
 * stands for one that is lost, and nobody's name or address holds it.
 */
function decodedUtf8(raw: Buffer): string {
  const text = new TextDecoder().decode(raw);
  // As an expression it stays escaped in the bundles: one wide character makes all of a source wide, and slow to compile.
  if (/\ufffd/.test(text)) {
    throw new Problem(malformedRequest, 'The body is not UTF-8, or holds U+FFFD, the mark of a lost character.');
  }
  return text;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(malformedRequest, 'The body is not valid JSON.');
  }
}

/** The JSON pointer (RFC 6901), as a URI fragment (its section 6), of a path into the body. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${fragment(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
}

function fragment(text: string): string {
  return encodeURI(text.toWellFormed()).replaceAll('#', '%23');
}

function fieldErrorsOf(issue: z.core.$ZodIssue, value: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => fieldError([...issue.path, key], 'is not a known field'));
  }
  const detail = detailOf(issue);
  return [fieldError(issue.path, isMissing(issue, value) ? `is missing; it ${detail}` : detail)];
}

/** Whether a field is wrong by not being there. */
function isMissing({ code, path }: z.core.$ZodIssue, value: unknown): boolean {
  const isOfItself = code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union';
  return isOfItself && path.length > 0 && path.reduce(fieldOf, value) === undefined;
}

function fieldOf(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The longest pointer that an answer repeats: what a caller made up may be as long as a body. */
const longestPointer = 500;

/** Where the path is too long to be repeated, its beginning. */
function fieldError(path: readonly PropertyKey[], detail: string): FieldError {
  const pointer = pointerTo(path);
  return pointer.length <= longestPointer || path.length === 0
    ? { pointer, detail }
    : fieldError(path.slice(0, -1), `holds something with a long name, which ${detail}`);
}

/** What is wrong with a field; for the rules that have no words of their own, zod/mini has none either. */
function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be of type ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return 'options' in issue ? `must be one of ${issue.options?.join(', ')}` : issue.message;
    case 'invalid_key':
      return issue.issues.map(detailOf).join(', ');
    case 'invalid_format':
      return `must be ${formats.get(issue.format) ?? issue.format}`;
    case 'too_small':
      return `must have at least ${issue.minimum}${measures.get(issue.origin) ?? ''}`;
    case 'too_big':
      return `must have at most ${issue.maximum}${measures.get(issue.origin) ?? ''}`;
    default:
      return issue.message;
  }
}

const formats: ReadonlyMap<string, string> = new Map([
  ['uuid', 'a UUID'],
  ['date', 'a day, such as 2026-01-31'],
  ['datetime', 'a date and time, such as 2026-01-31T09:00:00Z'],
]);

const measures: ReadonlyMap<string, string> = new Map([
  ['string', ' characters'],
  ['array', ' entries'],
]);

/** No schema of ours is as deep as this: what lies deeper is an unknown field's. */
const deepest = 8;

/**
 * What no schema sees, and neither a table nor a mail can take: half a surrogate pair such as "\ud83d", the mark of a
 * lost character where it is written as an escape, and a name that JavaScript's objects lose.
 */
function* unkeepable(value: unknown, path: readonly PropertyKey[] = []): Generator<FieldError> {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) yield fieldError(path, 'holds half a surrogate pair, which is no character');
    else if (/\ufffd/.test(value)) yield fieldError(path, 'holds U+FFFD, the mark of a lost character');
  } else if (typeof value === 'object' && value !== null && path.length < deepest) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__') yield fieldError([...path, key], 'is a name that cannot be kept');
      else yield* unkeepable(inner, [...path, key]);
    }
  }
}
