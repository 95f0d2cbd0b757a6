/** The events in the order that a test asks for: as they came, reversed, or those of these places. */
export function inOrder<Event>(events: readonly Event[], order: unknown): readonly Event[] {
  if (Array.isArray(order)) return order.flatMap((index: number) => events[index] ?? []);
  return order === 'reverse' ? events.toReversed() : events;
}
