import { describe, expect, it } from 'vitest';
import { pathParameters } from '../../lambdas/api/parameters.ts';
import { pathParameter } from '../../lambdas/runtime/http-request.ts';
import { anHttpRequest } from '../builders.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
const read = (name: string, value: string) => pathParameter(anHttpRequest({ pathParameters: { [name]: value } }), name);

describe('a parameter of a path', () => {
  it.each(Object.entries(pathParameters))('is a UUID in any case, or a name as it stands: %s', (name, { schema }) => {
    const isUuid = 'format' in schema && schema.format === 'uuid';

    expect(read(name, id.toUpperCase())).toBe(isUuid ? id : id.toUpperCase());
  });

  it.each([
    ['%e7%b6%a0%20A', '綠 A'],
    ['a+b', 'a+b'],
    ['100%', '100%'],
    ['%E4%BD', '%E4%BD'],
  ])('is decoded where it can be: %s', (given, taken) => {
    expect(read('sku', given)).toBe(taken);
  });
});
