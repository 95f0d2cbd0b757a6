import { describe, expect, it } from 'vitest';
import { deployed } from './deployed-resources.ts';
import { stageContexts, synthesised } from './synthesised.ts';

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

  it('are copied to another region where one is named', () => {
    const [plan] = of({ ...prod, backupCopies: copies })('AWS::Backup::BackupPlan');
    expect(JSON.stringify(plan?.properties)).toContain(copies);
    expect(JSON.stringify(ofType('AWS::Backup::BackupPlan'))).not.toContain('CopyActions');
  });
});

it('a stage that may be deleted has none', () => {
  expect(of(stageContexts.dev)('AWS::Backup::BackupVault')).toEqual([]);
});
