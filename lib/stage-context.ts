import * as z from 'zod';
import { type Role, roles } from '../lambdas/access/roles.ts';
import { toldParcelStates } from '../lambdas/carriers/parcel-notices.ts';
import { carrierProviderNames, carrierProviders } from '../lambdas/carriers/providers/registry.ts';
import { prefixPattern } from '../lambdas/orders/order-number.ts';
import {
  type PaymentMethod,
  paymentMethods,
  providerNames,
  providers,
} from '../lambdas/payments/providers/registry.ts';
import type { RefundLimit } from '../lambdas/refunds/refund-limit.ts';
import { ShopName, SmsSenderId } from '../lambdas/shop/shop-profile.ts';
import { helpdesks } from '../lambdas/tickets/helpdesk/helpdesk.ts';

const stageNames = ['dev', 'prod'] as const;

const trustworthyUrl = 'must be an https URL without query or fragment (http only on the loopback address)';

/** How a value is shown in a command's usage, and what it says. */
interface Usage {
  readonly value: string;
  readonly description: string;
}

const usage = z.registry<Usage>();

/**
 * The values that describe a stage: context of the CDK app, options of `npm run deploy`. Both, and what is said of
 * them, come from here.
 */
export const StageContext = z.strictObject({
  stage: z
    .enum(stageNames)
    .default('dev')
    .register(usage, { value: stageNames.join('|'), description: 'default dev' }),
  shop: z.string().min(1).optional().register(usage, {
    value: 'FILE',
    description:
      "the shop's profile: its brands, with names, senders, who answers, colours (examples/shop.json; docs/notices.md)",
  }),
  sender: z.email().optional().register(usage, {
    value: 'ADDRESS',
    description: 'what notices are sent from; required, unless a profile (--shop) says it',
  }),
  senderIdentity: z.enum(['address', 'domain', 'existing']).optional().register(usage, {
    value: 'address|domain|existing',
    description:
      'what SES verifies, or existing if it knows the sender already; default: address in dev, domain in prod',
  }),
  shopName: ShopName.optional().register(usage, {
    value: 'NAME',
    description: 'how notices call the shop, where no profile does',
  }),
  orderNumberPrefix: z
    .string()
    .regex(prefixPattern, 'must be one to three capitals, such as NL, or none')
    .or(z.literal('none'))
    .default('none')
    .register(usage, { value: 'LETTERS', description: 'what order numbers begin with, such as NL; default: none' }),
  smsCountries: z
    .string()
    .regex(/^(all|[A-Z]{2}(,[A-Z]{2})*)$/, 'must be all, or countries by comma, such as GB,IE')
    .default('all')
    .register(usage, { value: 'LIST', description: 'countries that text messages go to, such as GB,IE; default: all' }),
  smsSenderId: SmsSenderId.optional().register(usage, {
    value: 'NAME',
    description:
      'whom text messages come from, where a country shows it and no profile says it: 3 to 11 letters and digits; default: what SNS chooses',
  }),
  smsMaxPrice: z.coerce
    .string()
    .regex(/^(none|(?!0*\.?0*$)\d{1,2}(\.\d{1,5})?)$/, 'must be an amount in US$ above 0, such as 0.15, or none')
    .default('none')
    .register(usage, {
      value: 'US$',
      description: 'the most that one text message may cost, such as 0.15; a dearer one is not sent; default: none',
    }),
  quietHours: z
    .string()
    .regex(/^(none|(\d|1\d|2[0-3])-(\d|1\d|2[0-3]))$/, 'must be two hours of a day, such as 21-8, or none')
    .refine(
      (hours) => new Set(hours.split('-')).size === 2 || hours === 'none',
      'must begin and end at different hours',
    )
    .default('21-8')
    .register(usage, {
      value: 'FROM-UNTIL',
      description:
        "hours of the customer's clock in which text messages that can wait do not go out, or none; default: 21-8",
    }),
  smsMonthlyQuota: z.coerce.number().min(1).max(1_000_000).default(1).register(usage, {
    value: 'US$',
    description: "the account's monthly quota of spending on text messages; an alarm rings at 80% of it; default 1",
  }),
  paymentProviders: z
    .string()
    .default('')
    .transform(addressesOf('payment provider', providers, providerNames))
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
  refundLimits: z
    .string()
    .default('support=10000/50000/20,finance=100000/1000000/200,admin=100000/1000000/200')
    .transform((text, context) => {
      const limits: Partial<Record<Role, RefundLimit>> = {};
      for (const entry of text.split(',')) {
        const [, name, ...figures] = /^([a-z-]+)=(\d{1,9})\/(\d{1,9})\/(\d{1,9})$/.exec(entry.trim()) ?? [];
        const role = roles.find((known) => known === name);
        if (role === undefined) {
          context.addIssue(`${entry} is not ROLE=ORDER/DAY/NUMBER with one of the roles ${roles.join(', ')}`);
        } else {
          const [perOrder = 0, perDay = 0, refundsPerDay = 0] = figures.map(Number);
          limits[role] = { perOrder, perDay, refundsPerDay };
        }
      }
      return limits;
    })
    .register(usage, {
      value: 'LIMITS',
      description:
        'what people of a role give back without another person: ROLE=ORDER/DAY/NUMBER by comma, in the minor unit of the currency; default support=10000/50000/20,finance=100000/1000000/200,admin=100000/1000000/200',
    }),
  ordersPerSecond: z.coerce.number().int().min(1).max(10_000).default(150).register(usage, {
    value: 'N',
    description: 'how many orders a second are let in; default 150, as many as Step Functions starts in most regions',
  }),
  highVolume: z
    .enum(['on', 'off'])
    .default('off')
    .transform((word) => word === 'on')
    .register(usage, {
      value: 'on|off',
      description: 'orders go through a queue and Express executions, at a sixth of the cost; default off',
    }),
  longPolls: z.coerce.number().int().min(2).max(10_000).default(100).register(usage, {
    value: 'N',
    description:
      "how many answers are held at once (Prefer: wait), each in a place of the account's Lambda concurrency; default 100",
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
  consoleClient: z.string().min(1).optional().register(usage, {
    value: 'CLIENT',
    description: 'the public client of that issuer by which people sign in to the console (code with PKCE)',
  }),
  backInStockConfirmPage: z
    .string()
    .refine((url) => url === 'none' || isTrustworthyUrl(url), trustworthyUrl)
    .default('none')
    .register(usage, {
      value: 'URL',
      description:
        'a page of the shop on which who asks to be told when a product is back confirms it first; default: none',
    }),
  deliveryEvents: z
    .enum(['on', 'off'])
    .default('off')
    .transform((word) => word === 'on')
    .register(usage, {
      value: 'on|off',
      description: 'orders also say when an e-mail was delivered, for about US$ 3.30 a million; default off',
    }),
  eventBus: z
    .enum(['on', 'off'])
    .default('off')
    .transform((word) => word === 'on')
    .register(usage, {
      value: 'on|off',
      description:
        'each change of an order is an event on an EventBridge bus of the stack, for about US$ 25 a million orders; default off',
    }),
  afterSales: z
    .enum(['on', 'off'])
    .default('on')
    .transform((word) => word === 'on')
    .register(usage, {
      value: 'on|off',
      description: 'whether the service goes on after the confirmation: parcels, returns, tickets; default on',
    }),
  carriers: z
    .string()
    .default('')
    .transform(addressesOf('carrier', carrierProviders, carrierProviderNames))
    .register(usage, {
      value: 'LIST',
      description: `who follows parcels, by comma: ${carrierProviderNames.join(', ')}; default: nobody, staff say where they are`,
    }),
  parcelNotices: z
    .string()
    .default('DELIVERED,ATTEMPT_FAILED,RETURNED,LOST')
    .refine(
      (text) => text === 'none' || text.split(',').every((state) => toldParcelStates.some((told) => told === state)),
      `must be some of ${toldParcelStates.join(', ')} by comma, or none`,
    )
    .register(usage, {
      value: 'LIST',
      description: `of which states of a parcel customers are told, by comma: ${toldParcelStates.join(', ')}, or none; default: all but OUT_FOR_DELIVERY`,
    }),
  risk: z.enum(['off', 'shadow', 'on']).default('off').register(usage, {
    value: 'off|shadow|on',
    description:
      'whether doubtful orders wait for a person, with payment waits that give one time (stripe=14400), or what the rules say is only recorded (docs/risk.md); default off',
  }),
  supportMail: z
    .string()
    .regex(
      /^(none|[a-z0-9.-]{1,15}@(?:[a-z0-9-]+\.)+[a-z]{2,})$/,
      'must be an address with at most 15 small letters, digits, . and - before the @, or none',
    )
    .default('none')
    .register(usage, {
      value: 'ADDRESS',
      description:
        'where customers write to: SES takes its mails in and makes tickets of them, in a region where it can; default: none',
    }),
  helpdesk: z
    .enum(['none', ...helpdesks])
    .default('none')
    .register(usage, {
      value: ['none', ...helpdesks].join('|'),
      description:
        'the helpdesk in which the team answers, in place of the order desk (docs/tickets.md); default: none',
    }),
  webhookReach: z.enum(['public', 'loopback']).default('public').register(usage, {
    value: 'public|loopback',
    description: 'where webhooks may go to: the Internet, or on a cloud on this machine to that too; default public',
  }),
  release: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be a commit or a version: 1 to 64 letters, digits and . _ -')
    .default('none')
    .register(usage, {
      value: 'ID',
      description: 'what is deployed, a commit say, for who has to go back to it; default: none',
    }),
  takeOver: z.enum(['canary', 'at-once']).default('canary').register(usage, {
    value: 'canary|at-once',
    description:
      'how a release takes over on prod: a tenth of the orders for five minutes first, and back when an alarm rings; or at once, for a mend while alarms ring; default canary',
  }),
  retentionDays: z.coerce.number().int().min(30).max(3650).default(1095).register(usage, {
    value: 'DAYS',
    description:
      "how long an order keeps its customer's personal data; the amounts, lines and taxes stay for good; default 1095",
  }),
  backupCopies: z
    .string()
    .regex(
      /^(none|arn:aws[\w-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]{2,50})$/,
      'must be the ARN of a backup vault, or none',
    )
    .default('none')
    .register(usage, {
      value: 'ARN',
      description:
        'a backup vault in another region that the nightly backups of prod are copied to, and the keys replicated; default: none',
    }),
  alarmEmail: z
    .email()
    .optional()
    .register(usage, { value: 'ADDRESS', description: 'who is called when something fails' }),
  stockKeeperEmail: z
    .email()
    .optional()
    .register(usage, { value: 'ADDRESS', description: 'who hears of low stock and gets the replenishment report' }),
});

/** What the context says of a stage, read. */
export type StageContext = z.output<typeof StageContext>;

/** A key of the context. */
export type ContextKey = keyof typeof StageContext.shape;

/** The context keys that the app reads (`cdk -c key=value`), and what is said of each where it is an option. */
export const contextUsage: Readonly<Record<string, Usage>> = Object.fromEntries(
  Object.entries(StageContext.shape).map(([key, schema]) => [
    key,
    usage.get(schema) ?? { value: 'VALUE', description: '' },
  ]),
);

/** Reads which of some providers a stage has, each with where it answers: `stripe,alipay=https://…`. */
function addressesOf<Name extends string>(
  what: string,
  records: Readonly<Record<Name, { readonly baseUrl?: string }>>,
  names: readonly Name[],
) {
  return (text: string, context: z.RefinementCtx): Partial<Record<Name, string>> => {
    const urls: Partial<Record<Name, string>> = {};
    for (const entry of text.split(',').filter((part) => part.trim() !== '')) {
      const [, name = '', url] = /^\s*([^=]*?)\s*(?:=\s*(.*?)\s*)?$/.exec(entry) ?? [];
      const known = names.find((provider) => provider === name);
      if (known === undefined) {
        context.addIssue(`there is no ${what} ${name}; known: ${names.join(', ')}`);
      } else if (url !== undefined && !isTrustworthyUrl(url)) {
        context.addIssue(`the base URL of ${name} ${trustworthyUrl}`);
      } else {
        urls[known] = url ?? records[known].baseUrl;
      }
    }
    return urls;
  };
}

function isTrustworthyUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash } = new URL(url);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && loopback));
}
