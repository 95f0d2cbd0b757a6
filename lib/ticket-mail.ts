import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { output } from './output.ts';
import { demandReceiving } from './regions.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tickets, TicketsProps } from './tickets.ts';
import { WorkQueue } from './work-queue.ts';

/** So long the mails themselves are kept, for who has to look at one that could not be read. */
const rawMailDays = 30;

/**
 * Takes in the mails to the address of the shop's support: SES puts each into a bucket, which tells a queue, which a
 * function reads. A mail that could not be taken in stays in the bucket, and its message in the dead letters.
 */
export class TicketMail extends Construct {
  constructor(scope: Construct, id: string, props: TicketsProps & { readonly tickets: Tickets }) {
    super(scope, id);
    const { stage, tables, links, orderIndex, alarms, tickets } = props;
    const { account, region, stackName, partition } = Stack.of(this);
    demandReceiving(region);
    const take = new ServiceFunction(this, 'TakeMail', { stage, entry: 'order-tickets/take-mail' });
    tickets.grantOpen(take);
    orderIndex.grantFind(take);
    tables.orders.grant(take, 'Query');
    tables.recipientLimits.grant(take, 'UpdateItem');
    links.grantVerify(take);
    tickets.grantAnswer(take, props);

    const { queue } = new WorkQueue(this, 'Mails', {
      consumer: take,
      alarms,
      attempts: 5,
      onDeadLetter: {
        alarm: 'MailsDeadLetters',
        description:
          'A mail of a customer could not be taken in: the log of TakeMail says why, and the mail is in its bucket for a month. Move the message back to its queue once it is mended.',
      },
    });
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(rawMailDays) }],
      // A bucket that holds something cannot be deleted, and its stack with it: what is in it is gone after a while.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'SES writes it and one function reads it; who else did would show in CloudTrail.',
    });
    // A bucket may only tell a queue that lets it; this one may before there is one.
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    const cfnBucket = bucket.node.defaultChild as CfnBucket;
    cfnBucket.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: queue.queueArn }],
    };
    bucket.node.addDependency(queue.node.findChild('Policy'));
    take.allow(['s3:GetObject'], bucket.arnForObjects('*'));
    Validations.of(take.role ?? take).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(cfnBucket)}.Arn>/*]`,
      reason: 'It reads any mail in the bucket of mails, and nothing else.',
    });

    const ruleSetName = stackName;
    const rules = new CfnReceiptRuleSet(this, 'RuleSet', { ruleSetName });
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects('*')],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:ses:${region}:${account}:receipt-rule-set/${ruleSetName}:receipt-rule/*`,
          },
        },
      }),
    );
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName,
      rule: {
        name: 'support',
        enabled: true,
        // What follows a `+` reaches the same address.
        recipients: [stage.supportMail],
        scanEnabled: true,
        tlsPolicy: 'Optional',
        actions: [{ s3Action: { bucketName: bucket.bucketName } }],
      },
    });
    rule.addResourceDependency(rules);
    if (bucket.policy !== undefined) rule.node.addDependency(bucket.policy);
    output(this, 'MailBucket', bucket.bucketName);
    output(this, 'MailRuleSet', ruleSetName);
  }
}
