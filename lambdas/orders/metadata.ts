import * as z from 'zod/mini';

/** How much a storefront may keep with an order. */
const most = { entries: 20, value: 500 } as const;

/** DynamoDB's client takes an object with a `constructor` of its own for an instance of a class, and refuses it. */
const name = /^(?!constructor$)[A-Za-z0-9_.-]{1,40}$/;

/**
 * What a storefront keeps with an order for itself: small texts by names of its own. They are given back as they came,
 * and otherwise neither read, shown nor logged. In which order they stand makes no other request.
 */
export const Metadata = z
  .record(
    z.string().check(z.regex(name, 'must be named by at most 40 letters, digits and . _ -, and not constructor')),
    z.string().check(z.maxLength(most.value, `must have at most ${most.value} characters`)),
  )
  .check(
    z.refine((entries) => Object.keys(entries).length <= most.entries, `must have at most ${most.entries} entries`),
    z.overwrite((entries) => Object.fromEntries(Object.entries(entries).sort())),
    z.meta({ maxProperties: most.entries }),
  );
