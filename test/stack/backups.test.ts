import { describe, expect, it } from 'vitest';
import { tablesToBringBack } from '../../bin/operations/restored-tables.ts';
import { deployed } from './deployed-resources.ts';
import { everyProvider, stageContexts, synthesised } from './synthesised.ts';

const copies = 'arn:aws:backup:eu-central-1:111122223333:backup-vault:orders';
const { prod } = stageContexts;
const of = (context: Readonly<Record<string, string>>) => {
  const { resources } = deployed(synthesised(context).templates);
  return (type: string) => resources.filter((resource) => resource.type === type);
};

describe('the backups of prod', () => {
  const ofType = of(prod);

  it('take every table whose loss somebody would notice', () => {
    const [selection] = ofType('AWS::Backup::BackupSelection');
    const taken = JSON.stringify(selection?.properties.BackupSelection);
    const left = ofType('AWS::DynamoDB::Table').filter(({ arn }) => !taken.includes(`"${arn}"`));
    expect(left.map(({ logicalId }) => logicalId.replace(/^Tables|[0-9A-F]{8}$/g, '')).sort()).toEqual([
      'LongPolls',
      'PageWatchers',
      'RecipientLimits',
    ]);
  });

  it('are made every night, cannot be deleted for a week, and are gone after five', () => {
    const [plan] = ofType('AWS::Backup::BackupPlan');
    const [vault] = ofType('AWS::Backup::BackupVault');
    expect(plan?.properties.BackupPlan).toMatchObject({
      BackupPlanRule: [{ ScheduleExpression: 'cron(0 1 * * ? *)', Lifecycle: { DeleteAfterDays: 35 } }],
    });
    expect(vault?.properties.LockConfiguration).toMatchObject({ MinRetentionDays: 7, MaxRetentionDays: 35 });
  });

  it('ring an alarm when one is not made or not copied, whatever kept it', () => {
    const [vault] = ofType('AWS::Backup::BackupVault');
    const alarm = ofType('AWS::CloudWatch::Alarm').find(({ logicalId }) => logicalId.includes('BackupsFail'));
    const watched = ((alarm?.properties.Metrics ?? []) as { MetricStat?: { Metric: object } }[]).flatMap(
      ({ MetricStat }) => MetricStat?.Metric ?? [],
    );
    const of = {
      Namespace: 'AWS/Backup',
      Dimensions: [{ Name: 'BackupVaultName', Value: `${vault?.logicalId}.BackupVaultName` }],
    };
    const names = ['BackupJobsFailed', 'BackupJobsAborted', 'BackupJobsExpired', 'CopyJobsFailed'];
    expect(watched).toEqual(names.map((name) => expect.objectContaining({ ...of, MetricName: `NumberOf${name}` })));
    expect(alarm?.properties).toMatchObject({ Threshold: 1, TreatMissingData: 'notBreaching' });
  });

  it('are copied to another region where one is named', () => {
    const [plan] = of({ ...prod, backupCopies: copies })('AWS::Backup::BackupPlan');
    expect(JSON.stringify(plan?.properties)).toContain(copies);
    expect(JSON.stringify(ofType('AWS::Backup::BackupPlan'))).not.toContain('CopyActions');
  });

  it('would be of little use without the keys, which are replicated to where they are copied', () => {
    // The chat of the shop has its key too: both are given another.
    const keysOf = (context: Readonly<Record<string, string>>) =>
      of(context)('AWS::SecretsManager::Secret').filter(({ logicalId }) => !logicalId.includes('Chat'));
    const keys = keysOf({ ...prod, ...everyProvider, backupCopies: copies });
    expect(keys.length).toBeGreaterThan(4);
    const elsewhere = [{ Region: 'eu-central-1' }];
    expect(keys.map(({ properties }) => properties.ReplicaRegions)).toEqual(keys.map(() => elsewhere));
    expect(JSON.stringify(keysOf(prod))).not.toContain('ReplicaRegions');
  });
});

describe('what is brought back after the loss of a region', () => {
  const tables = of(prod)('AWS::DynamoDB::Table').map(({ logicalId, properties }) => ({
    output: `${logicalId.replace(/^Tables|[0-9A-F]{8}$/g, '')}Table`,
    isFollowed: properties.StreamSpecification !== undefined,
  }));
  const inOrder = tablesToBringBack(Object.fromEntries(tables.map(({ output }) => [output, output])));

  it('is every table but those that say who waited and what operators were doing there', () => {
    const left = tables.map(({ output }) => output).filter((output) => !inOrder.includes(output));
    expect(left.sort()).toEqual([
      'IntakeTable',
      'LongPollsTable',
      'PageWatchersTable',
      'RecipientLimitsTable',
      'RedrivesTable',
    ]);
    expect(inOrder).toHaveLength(tables.length - left.length);
  });

  it('ends with the tables whose changes are followed', () => {
    const followed = tables.filter(({ isFollowed }) => isFollowed).map(({ output }) => output);
    expect(inOrder.slice(-followed.length).toSorted()).toEqual(followed.toSorted());
  });
});

it('a stage that may be deleted has none', () => {
  expect(of(stageContexts.dev)('AWS::Backup::BackupVault')).toEqual([]);
});
