import { Duration, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Stage } from './stages.ts';
import { type TableName, type Tables, tableNames } from './tables.ts';

/** What backups connect. */
export interface BackupsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly alarms: Alarms;
}

/** What nobody would miss: who waits now, and what was sent lately. */
const passing: readonly TableName[] = ['longPolls', 'pageWatchers', 'recipientLimits'];

const everyHour = Duration.hours(1);

/** So long a backup is kept, as long as point-in-time recovery goes back. What is erased is gone for good after it. */
const keptDays = 35;

/**
 * Backups of the tables beside their point-in-time recovery: that ends with a table, these do not; nobody can delete
 * them before their time, and a copy may stand in another region. An alarm rings when one is not made.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, alarms }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      removalPolicy: stage.removalPolicy,
      // Governance: who has the right to can take the lock off, and nobody by mistake.
      lockConfiguration: { minRetention: Duration.days(7), maxRetention: Duration.days(keptDays) },
    });
    const plan = new BackupPlan(this, 'Plan', { backupVault: vault });
    const elsewhere =
      stage.backupCopies === 'none'
        ? []
        : [
            {
              destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'Elsewhere', stage.backupCopies),
              deleteAfter: Duration.days(keptDays),
            },
          ];
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'EveryNight',
        // Ahead of the nightly checks, whose alarms say whether what was saved adds up.
        scheduleExpression: Schedule.cron({ hour: '1', minute: '0' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(8),
        deleteAfter: Duration.days(keptDays),
        ...(elsewhere.length > 0 && { copyActions: elsewhere }),
      }),
    );
    const selection = plan.addSelection('Tables', {
      resources: tableNames
        .filter((name) => !passing.includes(name))
        .map((name) => BackupResource.fromDynamoDbTable(tables[name].table)),
    });
    Validations.of(selection).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
      reason: 'AWS Backup says itself what it needs for a backup, and changes that when it needs more.',
    });
    const jobs = (what: string) =>
      new Metric({
        namespace: 'AWS/Backup',
        metricName: `NumberOf${what}`,
        dimensionsMap: { BackupVaultName: vault.backupVaultName },
        statistic: 'Sum',
        period: everyHour,
      });
    alarms.ring('BackupsFail', {
      scope: this,
      metric: new MathExpression({
        expression: 'FILL(failed, 0) + FILL(aborted, 0) + FILL(expired, 0) + FILL(uncopied, 0)',
        usingMetrics: {
          failed: jobs('BackupJobsFailed'),
          aborted: jobs('BackupJobsAborted'),
          expired: jobs('BackupJobsExpired'),
          uncopied: jobs('CopyJobsFailed'),
        },
        period: everyHour,
        label: 'backups and copies not made',
      }),
      atLeast: 1,
      description:
        'The nightly backup of a table was not made, or not copied to the other region. AWS Backup, Jobs, says of which and why; back it up there on demand once that is mended.',
      because:
        'Each is a table that cannot be brought back as of last night; there is no next try before the next night.',
    });
  }
}
