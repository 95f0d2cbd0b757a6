/** An object that holds the same under each of these names, such as the shape of a schema. */
export function ofEach<const Name extends string, Value>(
  names: readonly Name[],
  value: Value,
): Readonly<Record<Name, Value>> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}
