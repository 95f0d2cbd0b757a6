import { Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { type ReplicaRegion, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { CarrierProviderName } from '../lambdas/carriers/providers/registry.ts';
import type { ProviderName } from '../lambdas/payments/providers/registry.ts';
import { FailedOrders } from './failed-orders.ts';
import { output } from './output.ts';
import { secretOutput } from './secret-output.ts';
import { SenderIdentity } from './sender-identity.ts';
import type { ServiceTable } from './service-table.ts';
import type { Stage } from './stages.ts';
import { StorefrontIdentity } from './storefront-identity.ts';
import { tablesOf } from './tables-of.ts';

/** Everything that must outlive a mistake in the service: what is stored, who may call, who sends. */
export class DataStack extends Stack {
  readonly tables: ReturnType<typeof tablesOf>;
  readonly failedOrders: FailedOrders;
  readonly identity: StorefrontIdentity;
  readonly sender: SenderIdentity;
  /** Each real payment provider's keys: filled by hand after the first deployment (docs/payments.md). */
  readonly providerSecrets: Readonly<Partial<Record<ProviderName, Secret>>>;
  /** The keys of each who follows parcels: filled by hand after the first deployment (docs/carriers.md). */
  readonly carrierSecrets: Readonly<Partial<Record<CarrierProviderName, Secret>>>;
  /** Signs the links to orders' pages: those in mails are to work for as long as they say. */
  readonly orderPageKey: Secret;
  /** By which what is personal stands in the index of orders. */
  readonly searchKey: Secret;
  /** The pretend provider's records, and what signs its notifications, in stages that have it. */
  readonly sandbox: { readonly table: ServiceTable; readonly secret: Secret } | undefined;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: Stage }) {
    super(scope, id, { ...props, description: `Order confirmation (${stage.name}): what it stores` });
    // Where the backups are copied to, the keys are too: without them no link in a mail leads anywhere, and no customer is found.
    const [, , , elsewhere] = stage.backupCopies.split(':');
    const replicaRegions = elsewhere === undefined ? [] : [{ region: elsewhere }];
    this.tables = tablesOf(this, stage);
    this.failedOrders = new FailedOrders(this, 'DeadLetters', { stage });
    this.identity = new StorefrontIdentity(this, 'Storefront', { stage });
    this.sender = new SenderIdentity(this, 'Sender', { stage });
    this.providerSecrets = Object.fromEntries(
      Object.keys(stage.paymentProviders).map((name) => [
        name,
        this.#providerSecret(name, 'payment provider', { stage, replicaRegions }),
      ]),
    );
    this.carrierSecrets = Object.fromEntries(
      Object.keys(stage.carriers).map((name) => [
        name,
        this.#providerSecret(name, 'carrier', { stage, replicaRegions }),
      ]),
    );
    this.orderPageKey = new Secret(this, 'OrderPageKey', {
      description: 'Signs the links to the pages of orders',
      replicaRegions,
      generateSecretString: {
        secretStringTemplate: '{"id":0}',
        generateStringKey: 'key',
        passwordLength: 48,
        excludePunctuation: true,
      },
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this.orderPageKey).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'A key that is replaced has to stay beside its successor for as long as links last: docs/operations.md.',
    });
    this.searchKey = new Secret(this, 'SearchKey', {
      description: 'Hashes addresses and telephone numbers in the index of orders',
      replicaRegions,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this.searchKey).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Under another key every order has to be put into the index again: docs/operations.md.',
    });
    const { sandboxPayments } = this.tables;
    if (sandboxPayments === undefined) return;

    const secret = new Secret(this, 'SandboxSecret', {
      description: 'Signs the notifications of the sandbox payment provider',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: stage.removalPolicy,
    });
    this.sandbox = { table: sandboxPayments, secret };
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It signs pretend money between two functions of this service; there is nothing to steal with it.',
    });
  }

  /** Names what this stack has in the service's outputs, which are what users look at. */
  nameIn(service: Construct): void {
    this.identity.nameIn(service);
    this.sender.nameIn(service);
    for (const { outputName, table } of Object.values(this.tables)) output(service, outputName, table.tableName);
    output(service, 'OrderPageKeyArn', this.orderPageKey.secretArn);
    output(service, 'SearchKeyArn', this.searchKey.secretArn);
    for (const [name, secret] of Object.entries({ ...this.providerSecrets, ...this.carrierSecrets })) {
      output(service, secretOutput(name), secret.secretArn);
    }
  }

  #providerSecret(
    name: string,
    kind: string,
    { stage, replicaRegions }: { readonly stage: Stage; readonly replicaRegions: ReplicaRegion[] },
  ): Secret {
    const secret = new Secret(this, `${name}Secret`, {
      description: `Keys of the ${kind} ${name}`,
      replicaRegions,
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: "The provider issues these keys; they are changed in the provider's console and then here.",
    });
    return secret;
  }
}
