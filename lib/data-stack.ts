import { Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ProviderName } from '../lambdas/payments/providers/registry.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { SenderIdentity } from './sender-identity.ts';
import type { Stage } from './stages.ts';
import { StorefrontIdentity } from './storefront-identity.ts';
import { Tables } from './tables.ts';

/** Everything that must outlive a mistake in the service: what is stored, who may call, who sends. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly deadLetters: DeadLetterQueue;
  readonly identity: StorefrontIdentity;
  readonly sender: SenderIdentity;
  /** Each real payment provider's keys: filled by hand after the first deployment (docs/payments.md). */
  readonly providerSecrets: Readonly<Partial<Record<ProviderName, Secret>>>;
  /** Signs the pretend provider's notifications, in stages that have it. */
  readonly sandboxSecret: Secret | undefined;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: Stage }) {
    super(scope, id, { ...props, description: `Order confirmation (${stage.name}): what it stores` });
    this.tables = new Tables(this, 'Tables', { stage });
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage });
    this.identity = new StorefrontIdentity(this, 'Storefront', { stage });
    this.sender = new SenderIdentity(this, 'Sender', { stage });
    this.providerSecrets = Object.fromEntries(
      Object.keys(stage.paymentProviders).map((name) => [name, this.#providerSecret(name, stage)]),
    );
    if (!stage.sandboxPayments) return;

    this.sandboxSecret = new Secret(this, 'SandboxSecret', {
      description: 'Signs the notifications of the sandbox payment provider',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this.sandboxSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It signs pretend money between two functions of this service; there is nothing to steal with it.',
    });
  }

  #providerSecret(name: string, stage: Stage): Secret {
    const secret = new Secret(this, `${name}Secret`, {
      description: `Keys of the payment provider ${name}`,
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: "The provider issues these keys; they are changed in the provider's console and then here.",
    });
    return secret;
  }
}
