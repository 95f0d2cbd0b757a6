import { Duration } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type ProviderName, providers } from '../lambdas/payments/providers/registry.ts';
import type { SandboxPayments } from './sandbox-payments.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** What the providers connect. */
export interface PaymentProvidersProps {
  readonly stage: Stage;
  /** The keys of each provider that the stage has. */
  readonly secrets: Readonly<Partial<Record<ProviderName, Secret>>>;
  readonly sandbox: SandboxPayments | undefined;
  /** Where a provider's notifications go. */
  readonly notificationUrl: (provider: string) => string;
}

/** One function per payment provider: it alone holds the provider's SDK and may read the provider's keys. */
export class PaymentProviders extends Construct {
  readonly #functions: Readonly<Record<string, ServiceFunction>>;

  constructor(scope: Construct, id: string, { stage, secrets, sandbox, notificationUrl }: PaymentProvidersProps) {
    super(scope, id);
    const functions: Record<string, ServiceFunction> = {};
    for (const [name, baseUrl] of Object.entries(stage.paymentProviders) as [ProviderName, string][]) {
      const secret = secrets[name];
      if (secret === undefined) throw new Error(`there is no secret for the payment provider ${name}`);
      const fn = new ServiceFunction(this, `${name}Provider`, {
        stage,
        entry: `payments/providers/${name}/${name}-provider`,
        memorySize: 256,
        timeout: Duration.seconds(20),
        environment: {
          [`${variablePrefix(name)}_SECRET_ARN`]: secret.secretArn,
          [`${variablePrefix(name)}_BASE_URL`]: baseUrl,
          ...('notifiesPerPayment' in providers[name] && { NOTIFICATION_URL: notificationUrl(name) }),
        },
      });
      fn.allow(['secretsmanager:GetSecretValue'], secret.secretArn);
      // No alarm on its errors: a provider that is down is the caller's to retry, and the caller's to alarm about.
      functions[name] = fn;
    }
    if (sandbox !== undefined) functions.sandbox = sandbox.provider;
    this.#functions = functions;
  }

  /** Lets the function speak with every provider. */
  grantInvoke(fn: ServiceFunction): void {
    this.nameTo(fn);
    const arns = Object.values(this.#functions).map(({ functionArn }) => functionArn);
    if (arns.length > 0) fn.allow(['lambda:InvokeFunction'], ...arns);
  }

  /** Tells the function which providers there are. */
  nameTo(fn: ServiceFunction): void {
    const names = Object.entries(this.#functions).map(([name, { functionName }]) => [name, functionName]);
    fn.addEnvironment('PAYMENT_PROVIDER_FUNCTIONS', fn.stack.toJsonString(Object.fromEntries(names)));
  }
}

/** `wechat-pay` → `WECHAT_PAY`. */
function variablePrefix(provider: ProviderName): string {
  return provider.toUpperCase().replaceAll('-', '_');
}
