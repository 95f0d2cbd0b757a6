import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';

/** What a stage decides by itself. Everything that differs between the stages stands in this table and nowhere else. */
interface StageSettings {
  /** Whether tables and identities outlive their stack, and may not be deleted by accident. */
  readonly protectsData: boolean;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN';
  /** Whether orders may be paid with the built-in pretend provider. */
  readonly sandboxPayments: boolean;
  /** Whether SES may still be in its sandbox, where each recipient is a verified identity that the sender must have rights to. */
  readonly sesSandbox: boolean;
  /** The age of the oldest stock count that is taken, in days. */
  readonly countDays: number;
  /** Requests a second, and at once, over all routes of the API. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /** What is verified with SES: the sender's address, its whole domain, or something that exists already. */
  readonly senderIdentity: 'address' | 'domain' | 'existing';
  /** Used when the context names no sender; a stage without one requires it. */
  readonly defaultSender?: string;
}

const stages = {
  dev: {
    protectsData: false,
    removalPolicy: RemovalPolicy.DESTROY,
    logRetention: RetentionDays.ONE_WEEK,
    logLevel: 'INFO',
    sandboxPayments: true,
    sesSandbox: true,
    countDays: 31,
    throttle: { rateLimit: 500, burstLimit: 1000 },
    senderIdentity: 'address',
    defaultSender: 'orders@shop.example',
  },
  prod: {
    protectsData: true,
    removalPolicy: RemovalPolicy.RETAIN,
    logRetention: RetentionDays.SIX_MONTHS,
    logLevel: 'WARN',
    sandboxPayments: false,
    sesSandbox: false,
    countDays: 31,
    throttle: { rateLimit: 1000, burstLimit: 2000 },
    senderIdentity: 'domain',
  },
} satisfies Record<string, StageSettings>;

/** The real payment providers and where they answer. */
const providerUrls = {
  stripe: 'https://api.stripe.com',
  alipay: 'https://openapi.alipay.com',
  'wechat-pay': 'https://api.mch.weixin.qq.com',
} as const;

/** The name of a real payment provider. */
export type ProviderName = keyof typeof providerUrls;

/** Every real payment provider. */
export const providerNames = Object.keys(providerUrls) as ProviderName[];

/** By what an order can be paid, as it names it. */
const paymentMethods = [...providerNames, 'sandbox'] as const;
type PaymentMethod = (typeof paymentMethods)[number];

const Context = z.object({
  stage: z.enum(['dev', 'prod']).default('dev'),
  sender: z.email().optional(),
  senderIdentity: z.enum(['address', 'domain', 'existing']).optional(),
  shopName: z.string().trim().min(1).max(60).default('Example Shop'),
  alarmEmail: z.email().optional(),
  stockKeeperEmail: z.email().optional(),
  issuer: z
    .string()
    .refine(isTrustworthyIssuer, 'must be an https URL without query or fragment (http only on the loopback address)')
    .optional(),
  audience: z.string().min(1).optional(),
  /** Over how many seconds a step that failed is repeated before it fails for good. Drills and demonstrations want it short. */
  retrySeconds: z.coerce.number().int().min(4).max(600).default(80),
  /** The payment providers, by comma: `stripe,alipay`; one with another base URL as `stripe=http://127.0.0.1:4700`. */
  paymentProviders: z
    .string()
    .default('')
    .transform((text, context) => {
      const providers: Partial<Record<ProviderName, string>> = {};
      for (const entry of text.split(',').filter((part) => part.trim() !== '')) {
        const [name = '', url] = entry.trim().split('=', 2);
        const known = providerNames.find((provider) => provider === name);
        if (known === undefined)
          context.addIssue(`there is no payment provider ${name}; known: ${providerNames.join(', ')}`);
        else providers[known] = url ?? providerUrls[known];
      }
      return providers;
    }),
  /** How long a pending payment may take: `900`, or by method and comma `900,alipay=1800`; the bare number is everybody else's. */
  paymentWaitSeconds: z.coerce
    .string()
    .default('900')
    .transform((text, context) => {
      const given: Record<string, number> = {};
      for (const entry of text.split(',')) {
        const [first = '', second] = entry.trim().split('=', 2);
        const [name, seconds] = second === undefined ? ['', first] : [first, second];
        if (name !== '' && !paymentMethods.some((method) => method === name)) {
          context.addIssue(`there is no payment method ${name}; known: ${paymentMethods.join(', ')}`);
        }
        if (!/^\d{1,5}$/.test(seconds) || Number(seconds) < 1 || Number(seconds) > 86_400) {
          context.addIssue(`${seconds} is not a whole number of seconds from 1 to 86400`);
        }
        given[name] = Number(seconds);
      }
      const waits = paymentMethods.map((method) => [method, given[method] ?? given[''] ?? 900]);
      return Object.fromEntries(waits) as Record<PaymentMethod, number>;
    }),
});

/** The context keys that the app reads (`cdk -c key=value`); `npm run deploy` takes them as arguments. */
export const contextKeys = Object.keys(Context.shape) as readonly (keyof typeof Context.shape)[];

/** One deployment of the service: its stage's settings and what the context adds. */
export interface Stage extends StageSettings {
  readonly name: keyof typeof stages;
  /** The address that customers get their notices from. */
  readonly sender: string;
  readonly shopName: string;
  readonly alarmEmail: string | undefined;
  /** Who hears of low stock and gets the replenishment report. */
  readonly stockKeeperEmail: string | undefined;
  /** The OIDC issuer whose access tokens the API accepts; without one, the service brings a Cognito user pool. */
  readonly issuer: { readonly url: string; readonly audience: string } | undefined;
  /** Over how many seconds a step that failed is repeated before it fails for good. */
  readonly retrySeconds: number;
  /** The real payment providers that the stage has, with their base URLs. */
  readonly paymentProviders: Readonly<Partial<Record<ProviderName, string>>>;
  /** How long a pending payment may take before the order is rejected, by each method that the stage may have. */
  readonly paymentWaitSeconds: Readonly<Partial<Record<PaymentMethod, number>>>;
}

/** The wait of the most patient method: what has to outlive any order's wait is derived from it. */
export function longestPaymentWait({ paymentWaitSeconds }: Pick<Stage, 'paymentWaitSeconds'>): number {
  return Math.max(...Object.values(paymentWaitSeconds));
}

/**
 * The stage that the context describes.
 * @throws Error that lists every context value that is missing or wrong
 *
 * @example
 * stageFrom((key) => app.node.tryGetContext(key));
 */
export function stageFrom(contextValue: (key: string) => unknown): Stage {
  const given = contextKeys.map((key) => [key, contextValue(key)]).filter(([, value]) => value !== undefined);
  const parsed = Context.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));

  const { stage: name, sender, senderIdentity, issuer, audience, ...rest } = parsed.data;
  const settings: StageSettings = stages[name];
  const from = sender ?? settings.defaultSender;
  if (from === undefined)
    throw refusal([`sender: stage ${name} needs the address that customers get their notices from`]);
  if ((issuer === undefined) !== (audience === undefined)) {
    throw refusal(['issuer and audience: give both, or neither to use a Cognito user pool']);
  }
  return {
    ...settings,
    ...rest,
    alarmEmail: rest.alarmEmail,
    paymentWaitSeconds: settings.sandboxPayments ? rest.paymentWaitSeconds : withoutSandbox(rest.paymentWaitSeconds),
    stockKeeperEmail: rest.stockKeeperEmail,
    name,
    sender: from,
    senderIdentity: senderIdentity ?? settings.senderIdentity,
    issuer: issuer === undefined || audience === undefined ? undefined : { url: issuer, audience },
  };
}

function withoutSandbox({ sandbox: _, ...waits }: Readonly<Record<PaymentMethod, number>>) {
  return waits;
}

function isTrustworthyIssuer(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash } = new URL(url);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && loopback));
}

function refusal(reasons: readonly string[]): Error {
  return new Error(`The context does not describe a stage:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
}
