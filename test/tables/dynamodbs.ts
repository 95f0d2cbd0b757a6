import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { TestProject } from 'vitest/node';
import { stageFrom } from '../../lib/stages.ts';
import { type TableName, tableNames } from '../../lib/tables.ts';
import { tablesOf } from '../../lib/tables-of.ts';
import { installEmulator, startEmulator } from '../../local/emulator.ts';
import { demandUsablePorts } from '../../local/ports.ts';
import { settingsFrom } from '../../local/settings.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';

/** A table as CloudFormation will make it, without what only matters to its operation. */
export type TableDefinition = Pick<
  CreateTableCommandInput,
  'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes' | 'BillingMode'
>;

declare module 'vitest' {
  export interface ProvidedContext {
    dynamodbs: { readonly 'the local cloud': string; readonly 'DynamoDB Local': string | undefined };
    tableDefinitions: Readonly<Record<TableName, TableDefinition>>;
  }
}

/**
 * Starts two independent DynamoDBs: the local cloud's, with nothing deployed, and AWS's own DynamoDB Local, where it
 * can be had.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = process.env.TABLES_DATA_FOLDER ?? '.local/tables';
  const settings = settingsFrom({ port: Number(process.env.TABLES_PORT ?? 4776), dataFolder });
  await rm(settings.dataFolder, { recursive: true, force: true });
  await demandUsablePorts([
    { port: settings.port, whose: 'the emulator' },
    { port: settings.port + 1, whose: 'DynamoDB Local' },
  ]);
  const local = await startDynamoDbLocal(settings.port + 1, join(settings.dataFolder, 'dynamodb-local.log'));
  if ('missing' in local) {
    process.stdout.write(`\nThe tables are not tested on AWS's DynamoDB Local: ${local.missing}.\n\n`);
  }
  const emulator = await startEmulator(settings, await installEmulator());
  project.provide('dynamodbs', {
    'the local cloud': emulator.endpoint,
    'DynamoDB Local': 'endpoint' in local ? local.endpoint : undefined,
  });
  project.provide('tableDefinitions', tableDefinitions());
  return async () => {
    await Promise.all([emulator.stop(), 'stop' in local && local.stop()]);
  };
}

/** The tables as `cdk synth` writes them into the template. */
export function tableDefinitions(): Readonly<Record<TableName, TableDefinition>> {
  const stack = new Stack(new App());
  const tables = tablesOf(stack, stageFrom({}));
  const synthesised = Template.fromStack(stack).findResources('AWS::DynamoDB::Table');
  const definitionOf = (table: Table): TableDefinition => {
    const { Properties } = synthesised[stack.getLogicalId(table.node.findChild('Resource') as never)] ?? {};
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = Properties;
    return { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode };
  };
  return Object.fromEntries(tableNames.map((name) => [name, definitionOf(tables[name].table)])) as Record<
    TableName,
    TableDefinition
  >;
}
