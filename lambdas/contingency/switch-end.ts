/** When a switch ends, or has ended, ISO 8601 UTC; undefined as long as nobody has said so. */
export function endOf({
  until,
  endedAt,
}: {
  readonly until?: string | undefined;
  readonly endedAt?: string | undefined;
}): string | undefined {
  return until !== undefined && (endedAt === undefined || until < endedAt) ? until : endedAt;
}
