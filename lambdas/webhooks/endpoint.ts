import * as z from 'zod/mini';

/** Which endpoint of whom. */
export interface EndpointName {
  readonly storefront: string;
  readonly id: string;
}

/** What the owner of an endpoint has to know: that it may be disabled, or was and why; and how the last attempt ended. */
export const OwnersNews = z.object({ what: z.enum(['WARNING', 'FAILING', 'GONE']), lastAnswer: z.string() });
export type OwnersNews = Readonly<z.output<typeof OwnersNews>>;

/** Where a storefront wants to be told of events, and how that goes. Times are ISO 8601 UTC. */
export const WebhookEndpoint = z.object({
  id: z.string(),
  storefront: z.string(),
  url: z.string(),
  /** The types of event that it wants; all where none is named. */
  types: z.optional(z.array(z.string())),
  /** Who is told by e-mail when it fails for long, or is disabled. */
  contactEmail: z.optional(z.string()),
  createdAt: z.string(),
  /** Of the request that registered it, to tell a repeat from another. */
  requestHash: z.string(),
  /** The newest first. */
  secrets: z.array(z.object({ secret: z.string(), until: z.optional(z.string()) })),
  /** When and why nothing is sent to it any more. */
  disabledAt: z.optional(z.string()),
  disabledBecause: z.optional(z.enum(['FAILING', 'GONE', 'OWNER'])),
  /** How often it has failed in a row, and since when. */
  failures: z.int(),
  failingSince: z.optional(z.string()),
  /** Whether its owner was warned since then. */
  isWarned: z.optional(z.boolean()),
  /** What its owner is still to be told. */
  ownersNews: z.optional(OwnersNews),
  /** Until when it is left alone. */
  pausedUntil: z.optional(z.string()),
  /** Until when somebody sends to it; nobody else does meanwhile. */
  leasedUntil: z.optional(z.string()),
  /** Whether there has come something for it since. */
  isWanted: z.optional(z.boolean()),
});
export type WebhookEndpoint = Readonly<z.output<typeof WebhookEndpoint>>;

/** What an endpoint no longer has once it does well, or begins anew. */
export const doesWell = {
  failures: 0,
  failingSince: undefined,
  isWarned: undefined,
  ownersNews: undefined,
  pausedUntil: undefined,
} as const;
