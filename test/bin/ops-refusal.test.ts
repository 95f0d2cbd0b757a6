import { describe, expect, it } from 'vitest';
import { refusalIn } from '../../bin/ops/refusal.ts';

describe('what npm run ops says of a refusal', () => {
  it('has each field that is wrong, by its name', () => {
    const errors = [
      { pointer: '#/target', detail: 'there is no carrier USP' },
      { header: 'Reason', detail: 'say why' },
      { parameter: 'cursor', detail: 'is of no page' },
      { pointer: '#', detail: 'must be an object' },
    ];
    expect(refusalIn({ status: 422, body: { detail: 'It was left as it was; see errors.', errors } })).toBe(
      [
        'It was left as it was; see errors.',
        '  target: there is no carrier USP',
        '  Reason: say why',
        '  cursor: is of no page',
        '  must be an object',
      ].join('\n'),
    );
  });

  it.each([
    [404, { detail: 'There is no such order.' }, 'There is no such order.'],
    [403, { detail: 'Nobody decides their own.' }, 'Nobody decides their own.'],
    [429, { message: 'Too Many Requests' }, 'Too Many Requests'],
    [502, {}, 'The API answered 502.'],
  ])('is the word of whoever answered %i', (status, body, text) => {
    expect(refusalIn({ status, body })).toBe(text);
  });

  it('says by which option people say why', () => {
    const body = { type: 'urn:problem:order-confirmation:reason-required', detail: 'Say why in the header Reason.' };
    expect(refusalIn({ status: 400, body })).toContain('--reason TEXT');
  });

  it('leads to who may do what, where a role is missing', () => {
    expect(refusalIn({ status: 403, body: { message: 'Forbidden' } })).toContain('Who may do what');
  });

  it('names the variable that may hold a token which is over', () => {
    expect(refusalIn({ status: 401, body: { message: 'Unauthorized' } })).toContain('BACK_OFFICE_TOKEN');
  });
});
