import { Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { serviceName } from '../lambdas/runtime/service-name.ts';
import type { Alarms } from './alarms.ts';
import { output } from './output.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/**
 * Who looks after the stock hears of it through this topic: of each event "Stock Low", and the daily replenishment
 * report.
 */
export class StockKeeper extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { stage, alarms }: { stage: Stage; alarms: Alarms }) {
    super(scope, id);
    // Without a condition: EventBridge sends no source account or ARN to KMS, and CDK's grant to the topic has none
    // either.
    alarms.key.grant(new ServicePrincipal('events.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');
    this.#topic = new Topic(this, 'Topic', { masterKey: alarms.key, enforceSSL: true });
    if (stage.stockKeeperEmail !== undefined) {
      this.#topic.addSubscription(new EmailSubscription(stage.stockKeeperEmail));
    }
    output(this, 'StockKeeperTopicArn', this.#topic.topicArn);
    const told = (field: string) => EventField.fromPath(`$.detail.${field}`);
    new Rule(this, 'StockLow', {
      description: 'The stock of a product has come down to its threshold',
      eventPattern: {
        account: [Stack.of(this).account],
        source: [serviceName],
        detailType: ['Stock Low'],
        detail: { stage: [stage.name] },
      },
      targets: [
        new SnsTopic(this.#topic, {
          message: RuleTargetInput.fromText(
            `Stock is low: ${told('sku')} has ${told('available')} units left; its threshold is ${told('threshold')}.`,
          ),
        }),
      ],
    });
  }

  /** Lets the function write to the stock keeper. */
  grantPublish(fn: ServiceFunction): void {
    fn.addEnvironment('STOCK_KEEPER_TOPIC_ARN', this.#topic.topicArn);
    fn.allow(['sns:Publish'], this.#topic.topicArn);
    this.#topic.masterKey?.grant(fn, 'kms:Decrypt', 'kms:GenerateDataKey');
  }
}
