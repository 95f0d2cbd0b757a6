import * as z from 'zod/v4/mini';

/*
 * Stands in, at bundling time, for `zod/mini`: a schema of which nothing but its kind, or the schema or list that it is
 * made of, is said is made once and shared. A function has some three hundred of those, most of them texts and whole
 * numbers, and making one takes up to 40 µs of its start. None is ever changed: `check` and `brand` give another.
 */

export * from 'zod/v4/mini';

export const string = /* @__PURE__ */ once(z.string);
export const int = /* @__PURE__ */ once(z.int);
export const number = /* @__PURE__ */ once(z.number);
export const boolean = /* @__PURE__ */ once(z.boolean);
export const uuid = /* @__PURE__ */ once(z.uuid);
export const optional = /* @__PURE__ */ once(z.optional);
export const nullable = /* @__PURE__ */ once(z.nullable);
export const array = /* @__PURE__ */ once(z.array);
const listed = /* @__PURE__ */ once(z.enum);

export { listed as enum };

/** Makes one schema for each argument, and another whenever anything else is said. */
function once<Make extends (...said: never[]) => object>(make: Make): Make {
  const made = new Map<unknown, object>();
  return ((...said: Parameters<Make>) => {
    if (said.length > 1 || isSettings(said[0])) return make(...said);
    const known = made.get(said[0]) ?? make(...said);
    made.set(said[0], known);
    return known;
  }) as Make;
}

/** What is said of a text or number: a message, or an object of settings. */
function isSettings(said: unknown): boolean {
  return (
    typeof said === 'string' || (typeof said === 'object' && said !== null && !Array.isArray(said) && !('_zod' in said))
  );
}
