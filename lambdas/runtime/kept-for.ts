/**
 * A function that answers what it has answered within so many milliseconds, and asks once for all who ask at the same
 * time. What failed is not kept.
 */
export function keptFor<Value>(
  milliseconds: number,
  ask: () => Promise<Value>,
  now: () => number = () => Date.now(),
): () => Promise<Value> {
  let kept: { readonly until: number; readonly value: Promise<Value> } | undefined;
  return () => {
    if (kept !== undefined && now() < kept.until) return kept.value;
    const asked = { until: now() + milliseconds, value: ask() };
    kept = asked;
    asked.value.catch(() => {
      if (kept === asked) kept = undefined;
    });
    return asked.value;
  };
}
