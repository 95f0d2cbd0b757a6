import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { wantedTables } from '../../bin/operations/wanted-tables.ts';
import { deployed } from './deployed-resources.ts';
import { stateful } from './stateful.ts';
import { everyProvider, stageContexts, synthesised } from './synthesised.ts';

describe('an update from the last release', () => {
  const lastRelease = JSON.parse(readFileSync('test/stack/last-release.json', 'utf8'));

  it.each(['dev', 'prod'] as const)(
    'replaces and deletes nothing in %s that holds data, orders under way, or an address that others know',
    (stage) => {
      expect(Object.keys(lastRelease[stage]).length).toBeGreaterThan(20);
      expect(stateful()[stage]).toMatchObject(lastRelease[stage]);
    },
  );
});

describe.each(Object.entries(stageContexts))('the tables of %s', (_, context) => {
  it('have the names and indexes that add-indexes makes ahead of an update', () => {
    const tables = synthesised(context).data.findResources('AWS::DynamoDB::Table');
    const indexesOf = (resources: object) =>
      Object.entries(resources).map(([logicalId, { Properties }]) => [logicalId, Properties.GlobalSecondaryIndexes]);

    expect(indexesOf(tables).length).toBeGreaterThan(20);
    expect(indexesOf(wantedTables().Resources)).toEqual(expect.arrayContaining(indexesOf(tables)));
  });
});

const { prod } = stageContexts;
const withEveryProvider = { ...prod, ...everyProvider };
const issuer = { issuer: 'https://id.example/', audience: 'orders' };

/** Each change of a stage's settings, and its way back. */
const changes: readonly (readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>])[] = [
  ['one payment provider less', withEveryProvider, { ...prod, paymentProviders: 'stripe,wechat-pay' }],
  ['all payment providers but another', prod, { ...prod, paymentProviders: 'alipay' }],
  ['an issuer of their own', prod, { ...prod, ...issuer }],
  ['another issuer', { ...prod, ...issuer }, { ...prod, issuer: 'https://login.example/', audience: 'api' }],
  ['an address in place of the domain', prod, { ...prod, senderIdentity: 'address' }],
  ['an identity that SES knows', prod, { ...prod, senderIdentity: 'existing' }],
  ['another domain', prod, { ...prod, sender: 'orders@other.example' }],
  ['an alarm address', prod, { ...prod, alarmEmail: 'ops@shop.example' }],
  ['a stock keeper', prod, { ...prod, stockKeeperEmail: 'keeper@shop.example' }],
  ['the high-volume mode', prod, { ...prod, highVolume: 'on' }],
  ['everything else in dev', {}, { sender: 'a@other.example', senderIdentity: 'domain', ...issuer }],
];

describe.each(
  changes.flatMap(([name, from, to]) => [[name, from, to] as const, [`${name}, and back`, to, from] as const]),
)('a change of settings: %s', (_, from, to) => {
  const before = synthesised(from);
  const after = synthesised(to);

  it('takes nothing from a stack that a deployed one, which is deployed after it, holds on to', () => {
    const exported = new Set(Object.values(after.templates).flatMap((template) => exportsOf(template)));
    const held = Object.values(before.templates).flatMap((template) => importsOf(template.toJSON()));
    expect(held.filter((name) => !exported.has(name))).toEqual([]);
  });

  it('leads to a service that finds all it refers to', () => {
    const { resources } = deployed(after.templates);
    expect(resources.length).toBeGreaterThan(100);
  });
});

describe('a stage whose stacks hold on to each other by exports', () => {
  it('finds all it refers to, and asks CloudFormation for no output of a stack', () => {
    const { templates } = synthesised({ ...prod, '@aws-cdk/core:defaultCrossStackReferences': 'strong' });

    const texts = Object.values(templates).map((template) => JSON.stringify(template.toJSON()));
    expect(texts.filter((text) => text.includes('Fn::ImportValue')).length).toBeGreaterThanOrEqual(4);
    expect(texts.filter((text) => text.includes('Fn::GetStackOutput'))).toEqual([]);
    expect(deployed(templates).resources.length).toBeGreaterThan(100);
  });
});

function exportsOf(template: Template): readonly string[] {
  const outputs = Object.values(template.toJSON().Outputs ?? {}) as { Export?: { Name: string } }[];
  return outputs.flatMap(({ Export }) => Export?.Name ?? []);
}

/** The names of all exports that a template imports; those hold on to their stack. */
function importsOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'Fn::ImportValue' ? [String(part)] : importsOf(part)));
}

describe.each(Object.entries(stageContexts))('a first deployment of %s that fails', (_, context) => {
  const { resources, templates } = synthesised(context);
  const all = Object.values(templates).flatMap((template) => Object.entries(template.toJSON().Resources)) as [
    string,
    { Properties?: Record<string, unknown>; DeletionPolicy?: string },
  ][];

  it('leaves nothing behind whose name the next one needs', () => {
    const left = all.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
    const named = left.filter(([, { Properties = {} }]) =>
      Object.keys(Properties).some((property) => /(?:Name|Identity|Identifier|Domain)$/.test(property)),
    );
    expect(named.map(([logicalId]) => logicalId)).toEqual([]);
  });

  it('does not try to delete what is protected against it', () => {
    const protectedOnes = [...resources('AWS::DynamoDB::Table'), ...resources('AWS::Cognito::UserPool')].filter(
      ({ Properties }) => Properties.DeletionProtectionEnabled === true || Properties.DeletionProtection === 'ACTIVE',
    );
    expect(protectedOnes.filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain')).toEqual([]);
  });
});
