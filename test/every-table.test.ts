import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tableNames } from '../lib/tables.ts';

it('every table of the stack is tried on every DynamoDB', () => {
  const tests = globSync('test/tables/*.test.ts').map((file) => readFileSync(file, 'utf8'));
  const untried = tableNames.filter((name) => !tests.some((text) => new RegExp(`\\btables\\.${name}\\b`).test(text)));

  expect(untried).toEqual([]);
});
