import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type * as z from 'zod';
import { type PaymentMethod, providerNames } from '../lambdas/payments/providers/registry.ts';
import type { ShopProfile } from '../lambdas/shop/shop-profile.ts';
import { NotAShop, namedShop, readShop } from './shop.ts';
import { type ContextKey, StageContext } from './stage-context.ts';

/** What a stage decides by itself. Everything that differs between the stages stands in this table and nowhere else. */
interface StageSettings {
  /** Whether tables and identities may not be deleted by accident. */
  readonly protectsData: boolean;
  /** What becomes of what is stored when its stack is deleted or no longer has it. */
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN';
  /** What of an Express execution is logged, which has no history of its own. */
  readonly expressLogLevel: 'ALL' | 'ERROR';
  /** Whether orders may be paid with the built-in pretend provider. */
  readonly sandboxPayments: boolean;
  /**
   * Whether SES may still be in its sandbox, where each recipient is a verified identity that the sender must have
   * rights to.
   */
  readonly sesSandbox: boolean;
  /** The age of the oldest stock count that is taken, in days. */
  readonly countDays: number;
  /** Requests a second, and at once, on each route of the API that has no limit of its own (`route-limits.ts`). */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /** What is verified with SES: the sender's address, its whole domain, or something that exists already. */
  readonly senderIdentity: 'address' | 'domain' | 'existing';
  /** Whether a release takes over the way of an order little by little, and is taken back when an alarm rings. */
  readonly releasesGradually: boolean;
  /**
   * Stands in for the sender where none is named, for a look at the templates and for the local cloud: nobody can
   * verify it.
   */
  readonly defaultSender?: string;
}

const stages = {
  dev: {
    protectsData: false,
    removalPolicy: RemovalPolicy.DESTROY,
    logRetention: RetentionDays.ONE_WEEK,
    logLevel: 'INFO',
    expressLogLevel: 'ALL',
    sandboxPayments: true,
    sesSandbox: true,
    countDays: 31,
    throttle: { rateLimit: 500, burstLimit: 1000 },
    senderIdentity: 'address',
    releasesGradually: false,
    defaultSender: 'orders@shop.example',
  },
  prod: {
    protectsData: true,
    // But a first deployment that fails leaves nothing behind that the next one meets.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    logRetention: RetentionDays.SIX_MONTHS,
    logLevel: 'WARN',
    expressLogLevel: 'ERROR',
    sandboxPayments: false,
    sesSandbox: false,
    countDays: 31,
    throttle: { rateLimit: 1000, burstLimit: 2000 },
    senderIdentity: 'domain',
    releasesGradually: true,
  },
} satisfies Record<StageContext['stage'], StageSettings>;

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

/** What a profile says of a shop is said by nothing else. */
const instead = ['sender', 'shopName', 'smsSenderId'] as const satisfies readonly ContextKey[];
type ShopKey = 'shop' | (typeof instead)[number];

/** One deployment of the service: its stage's settings, and what the context adds. */
export type Stage = Readonly<
  StageSettings &
    Omit<
      StageContext,
      'stage' | 'senderIdentity' | 'issuer' | 'audience' | 'consoleClient' | 'paymentWaitSeconds' | ShopKey
    > & {
      name: StageContext['stage'];
      /** Whom customers deal with. */
      shop: ShopProfile;
      /** The OIDC issuer whose access tokens the API accepts; without one, the service brings a Cognito user pool. */
      issuer:
        | { readonly url: string; readonly audience: string; readonly consoleClient?: string | undefined }
        | undefined;
      /** How long a pending payment may take before the order is rejected, by each method that the stage may have. */
      paymentWaitSeconds: Readonly<Partial<StageContext['paymentWaitSeconds']>>;
    }
>;

/** The wait of the most patient method: what has to outlive any order's wait is derived from it. */
export function longestPaymentWait({ paymentWaitSeconds }: Pick<Stage, 'paymentWaitSeconds'>): number {
  return Math.max(...Object.values(paymentWaitSeconds));
}

/**
 * The stage that the context describes. Keys that are no plain word, such as the CDK's own (`@aws-cdk/core:…`), are not
 * ours.
 * @throws NotAStage that lists every context value that is missing, unknown or wrong
 *
 * @example
 * stageFrom(app.node.getAllContext());
 */
export function stageFrom(context: Readonly<Record<string, unknown>>): Stage {
  const ours = Object.entries(context).filter(([key, value]) => /^\w+$/.test(key) && value !== undefined);
  const parsed = StageContext.safeParse(Object.fromEntries(ours));
  if (!parsed.success) throw new NotAStage(parsed.error.issues.flatMap(reasonsOf));

  const {
    stage: name,
    shop: file,
    sender,
    shopName,
    smsSenderId,
    senderIdentity,
    issuer,
    audience,
    consoleClient,
    ...rest
  } = parsed.data;
  const settings: StageSettings = stages[name];
  const reasons: { key: ContextKey; reason: string }[] = [];
  const from = sender ?? settings.defaultSender ?? '';
  if (file === undefined && from === '') {
    reasons.push({ key: 'sender', reason: `stage ${name} needs the address that customers get their notices from` });
  }
  const twice = file === undefined ? [] : instead.filter((key) => parsed.data[key] !== undefined);
  reasons.push(...twice.map((key) => ({ key, reason: `stands in the profile ${file}; do not give it beside that` })));
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
  if (consoleClient !== undefined && issuer === undefined) {
    reasons.push({
      key: 'consoleClient',
      reason: 'is a client of the issuer that you name; our user pool has its own',
    });
  }
  const shop = shopOf();
  if (reasons.length > 0) throw new NotAStage(reasons);
  return {
    ...settings,
    ...rest,
    paymentWaitSeconds: settings.sandboxPayments ? rest.paymentWaitSeconds : withoutSandbox(rest.paymentWaitSeconds),
    name,
    shop,
    senderIdentity: senderIdentity ?? settings.senderIdentity,
    issuer: issuer === undefined || audience === undefined ? undefined : { url: issuer, audience, consoleClient },
  };

  function shopOf(): ShopProfile {
    try {
      if (file !== undefined) return readShop(file);
    } catch (error) {
      if (!(error instanceof NotAShop)) throw error;
      reasons.push(...error.faults.map((reason) => ({ key: 'shop' as const, reason: `${file}: ${reason}` })));
    }
    return namedShop({ name: shopName ?? 'Example Shop', sender: from, smsSenderId });
  }
}

function reasonsOf(issue: z.core.$ZodIssue) {
  if (issue.code !== 'unrecognized_keys') return [{ key: issue.path.join('.'), reason: issue.message }];
  const known = Object.keys(StageContext.shape).join(', ');
  return issue.keys.map((key) => ({ key, reason: `there is no such key; known: ${known}` }));
}

function withoutSandbox({ sandbox: _, ...waits }: Readonly<Record<PaymentMethod, number>>) {
  return waits;
}
