import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import {
  type PaymentMethod,
  type ProviderName,
  paymentMethods,
  providerNames,
  providers,
} from '../lambdas/payments/providers/registry.ts';

/** What a stage decides by itself. Everything that differs between the stages stands in this table and nowhere else. */
interface StageSettings {
  /** Whether tables and identities may not be deleted by accident. */
  readonly protectsData: boolean;
  /** What becomes of what is stored when its stack is deleted or no longer has it. */
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN';
  /** Whether orders may be paid with the built-in pretend provider. */
  readonly sandboxPayments: boolean;
  /** Whether SES may still be in its sandbox, where each recipient is a verified identity that the sender must have rights to. */
  readonly sesSandbox: boolean;
  /** How many answers are held for one storefront at once (`Prefer: wait`); each holds an execution environment. */
  readonly longPollsPerStorefront: number;
  /** The age of the oldest stock count that is taken, in days. */
  readonly countDays: number;
  /** Requests a second, and at once, on each route of the API that has no limit of its own (`route-limits.ts`). */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /** What is verified with SES: the sender's address, its whole domain, or something that exists already. */
  readonly senderIdentity: 'address' | 'domain' | 'existing';
  /** Stands in for the sender where none is named, for a look at the templates and for the local cloud: nobody can verify it. */
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
    longPollsPerStorefront: 5,
    countDays: 31,
    throttle: { rateLimit: 500, burstLimit: 1000 },
    senderIdentity: 'address',
    defaultSender: 'orders@shop.example',
  },
  prod: {
    protectsData: true,
    // But a first deployment that fails leaves nothing behind that the next one meets.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    logRetention: RetentionDays.SIX_MONTHS,
    logLevel: 'WARN',
    sandboxPayments: false,
    sesSandbox: false,
    longPollsPerStorefront: 50,
    countDays: 31,
    throttle: { rateLimit: 1000, burstLimit: 2000 },
    senderIdentity: 'domain',
  },
} satisfies Record<string, StageSettings>;

const trustworthyUrl = 'must be an https URL without query or fragment (http only on the loopback address)';

/** How a value is shown in a command's usage, and what it says. */
interface Usage {
  readonly value: string;
  readonly description: string;
}

const usage = z.registry<Usage>();

/** The values that describe a stage: context of the CDK app, options of `npm run deploy`. Both, and what is said of them, come from here. */
const Context = z.strictObject({
  stage: z.enum(['dev', 'prod']).default('dev').register(usage, { value: 'dev|prod', description: 'default dev' }),
  sender: z
    .email()
    .optional()
    .register(usage, { value: 'ADDRESS', description: 'what notices are sent from; required' }),
  senderIdentity: z.enum(['address', 'domain', 'existing']).optional().register(usage, {
    value: 'address|domain|existing',
    description:
      'what SES verifies, or existing if it knows the sender already; default: address in dev, domain in prod',
  }),
  shopName: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .default('Example Shop')
    .register(usage, { value: 'NAME', description: 'how notices call the shop' }),
  smsCountries: z
    .string()
    .regex(/^(all|[A-Z]{2}(,[A-Z]{2})*)$/, 'must be all, or countries by comma, such as GB,IE')
    .default('all')
    .register(usage, { value: 'LIST', description: 'countries that text messages go to, such as GB,IE; default: all' }),
  paymentProviders: z
    .string()
    .default('')
    .transform((text, context) => {
      const urls: Partial<Record<ProviderName, string>> = {};
      for (const entry of text.split(',').filter((part) => part.trim() !== '')) {
        const [, name = '', url] = /^\s*([^=]*?)\s*(?:=\s*(.*?)\s*)?$/.exec(entry) ?? [];
        const known = providerNames.find((provider) => provider === name);
        if (known === undefined) {
          context.addIssue(`there is no payment provider ${name}; known: ${providerNames.join(', ')}`);
        } else if (url !== undefined && !isTrustworthyUrl(url)) {
          context.addIssue(`the base URL of ${name} ${trustworthyUrl}`);
        } else {
          urls[known] = url ?? providers[known].baseUrl;
        }
      }
      return urls;
    })
    .register(usage, {
      value: 'LIST',
      description: `by comma: ${providerNames.join(', ')}; required for prod. Another base URL: stripe=https://…`,
    }),
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
    })
    .register(usage, {
      value: 'N',
      description: 'how long a pending payment may take; default 900; by method: 900,alipay=1800',
    }),
  ordersPerSecond: z.coerce.number().int().min(1).max(10_000).default(150).register(usage, {
    value: 'N',
    description: 'how many orders a second are let in; default 150, as many as Step Functions starts in most regions',
  }),
  retrySeconds: z.coerce.number().int().min(4).max(600).default(80).register(usage, {
    value: 'N',
    description: 'over how long a failed step is repeated before it fails for good; default 80',
  }),
  issuer: z.string().refine(isTrustworthyUrl, trustworthyUrl).optional().register(usage, {
    value: 'URL',
    description: "OIDC issuer of the storefronts' access tokens; default: a Cognito user pool of our own",
  }),
  audience: z
    .string()
    .min(1)
    .optional()
    .register(usage, { value: 'AUDIENCE', description: 'what that issuer calls this API' }),
  alarmEmail: z
    .email()
    .optional()
    .register(usage, { value: 'ADDRESS', description: 'who is called when something fails' }),
  stockKeeperEmail: z
    .email()
    .optional()
    .register(usage, { value: 'ADDRESS', description: 'who hears of low stock and gets the replenishment report' }),
});

type ContextKey = keyof typeof Context.shape;

/** The context keys that the app reads (`cdk -c key=value`), and what is said of each where it is an option. */
export const contextUsage: Readonly<Record<string, Usage>> = Object.fromEntries(
  Object.entries(Context.shape).map(([key, schema]) => [key, usage.get(schema) ?? { value: 'VALUE', description: '' }]),
);

/** Nobody can deploy what the context describes. */
export class NotAStage extends Error {
  override readonly name = 'NotAStage';
  /** What is missing or wrong, by the context's key. */
  readonly reasons: readonly { readonly key: string; readonly reason: string }[];

  constructor(reasons: NotAStage['reasons']) {
    const lines = reasons.map(({ key, reason }) => `  ${key}: ${reason}`);
    super(`The context does not describe a stage:\n${lines.join('\n')}`);
    this.reasons = reasons;
  }
}

/** One deployment of the service: its stage's settings and what the context adds. */
export interface Stage extends StageSettings {
  readonly name: keyof typeof stages;
  /** The address that customers get their notices from. */
  readonly sender: string;
  readonly shopName: string;
  /** The countries that text messages go to, by comma (ISO 3166-1 alpha-2), or `all`. */
  readonly smsCountries: string;
  readonly alarmEmail: string | undefined;
  /** Who hears of low stock and gets the replenishment report. */
  readonly stockKeeperEmail: string | undefined;
  /** The OIDC issuer whose access tokens the API accepts; without one, the service brings a Cognito user pool. */
  readonly issuer: { readonly url: string; readonly audience: string } | undefined;
  /** How many orders a second are let in. */
  readonly ordersPerSecond: number;
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
 * The stage that the context describes. Keys that are no plain word, such as the CDK's own (`@aws-cdk/core:…`), are not ours.
 * @throws NotAStage that lists every context value that is missing, unknown or wrong
 *
 * @example
 * stageFrom(app.node.getAllContext());
 */
export function stageFrom(context: Readonly<Record<string, unknown>>): Stage {
  const ours = Object.entries(context).filter(([key, value]) => /^\w+$/.test(key) && value !== undefined);
  const parsed = Context.safeParse(Object.fromEntries(ours));
  if (!parsed.success) throw new NotAStage(parsed.error.issues.flatMap(reasonsOf));

  const { stage: name, sender, senderIdentity, issuer, audience, ...rest } = parsed.data;
  const settings: StageSettings = stages[name];
  const from = sender ?? settings.defaultSender ?? '';
  const reasons: { key: ContextKey; reason: string }[] = [];
  if (from === '') {
    reasons.push({ key: 'sender', reason: `stage ${name} needs the address that customers get their notices from` });
  }
  if (!settings.sandboxPayments && Object.keys(rest.paymentProviders).length === 0) {
    const known = providerNames.join(', ');
    reasons.push({
      key: 'paymentProviders',
      reason: `stage ${name} needs at least one of ${known}: without, it could only refuse every order`,
    });
  }
  if ((issuer === undefined) !== (audience === undefined)) {
    reasons.push({
      key: issuer === undefined ? 'issuer' : 'audience',
      reason: 'give both issuer and audience, or neither to use a Cognito user pool',
    });
  }
  if (reasons.length > 0) throw new NotAStage(reasons);
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

function reasonsOf(issue: z.core.$ZodIssue) {
  if (issue.code !== 'unrecognized_keys') return [{ key: issue.path.join('.'), reason: issue.message }];
  const known = Object.keys(Context.shape).join(', ');
  return issue.keys.map((key) => ({ key, reason: `there is no such key; known: ${known}` }));
}

function withoutSandbox({ sandbox: _, ...waits }: Readonly<Record<PaymentMethod, number>>) {
  return waits;
}

function isTrustworthyUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash } = new URL(url);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && loopback));
}
