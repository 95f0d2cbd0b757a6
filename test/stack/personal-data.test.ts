import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tableNames, tables } from '../../lib/tables.ts';
import { type DeployedResource, deployed } from './deployed-resources.ts';
import { isAllowed } from './policy-simulator.ts';
import { stageContexts, synthesised } from './synthesised.ts';

const { resources } = deployed(synthesised({ ...stageContexts.prod, carriers: 'easypost' }).templates);
const ofType = (type: string) => resources.filter((resource) => resource.type === type);
const outputOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function tableOf(name: string): DeployedResource {
  const isIt = new RegExp(`^Tables${outputOf(name)}[0-9A-F]{8}$`);
  const found = ofType('AWS::DynamoDB::Table').find(({ logicalId }) => isIt.test(logicalId));
  if (found === undefined) throw new Error(`there is no table ${name}`);
  return found;
}

/** The role of the function whose logical id has this. */
function roleOf(name: string): string {
  const found = ofType('AWS::Lambda::Function').find(({ logicalId }) => logicalId.includes(name));
  if (found === undefined) throw new Error(`there is no function ${name}`);
  return String(found.properties.Role);
}

/** What the page says is kept, and for how long. */
const [, kept = ''] =
  /^## What is kept, and for how long\n([\s\S]*?)\n\n\*\*/m.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];

const of = (what: 'erased' | 'forgotten') => tableNames.filter((name) => tables[name].personal === what);

describe('what is stored of customers', () => {
  it.each(of('erased'))('is erased by who does that at their wish, and by the clock: %s', (name) => {
    for (const eraser of ['EraseCustomer', 'EraseOld']) {
      const mayWrite = ['UpdateItem', 'PutItem', 'DeleteItem', 'BatchWriteItem'].some((action) =>
        isAllowed(resources, {
          caller: roleOf(eraser),
          action: `dynamodb:${action}`,
          resource: String(tableOf(name).arn),
          context: {},
        }),
      );
      expect([eraser, mayWrite]).toEqual([eraser, true]);
    }
  });

  it.each(of('forgotten'))('is forgotten after a while: %s', (name) => {
    expect(tableOf(name).properties.TimeToLiveSpecification).toMatchObject({ Enabled: true });
  });

  it('is said on the page, table by table', () => {
    const unsaid = [...of('erased'), ...of('forgotten')].filter(
      (name) => !new RegExp(`\\b${outputOf(name)}\\b`).test(kept),
    );
    expect(unsaid).toEqual([]);
  });
});
