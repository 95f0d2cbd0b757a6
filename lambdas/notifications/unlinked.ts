/**
 * Text of a stranger's own, such as a name or an address line, so that no mail program makes a link of it: they link
 * whatever looks like an address of the web, with or without `https://`. A space after each dot and colon that would
 * hold one together breaks it, and leaves a real address readable: `evil.example/x` becomes `evil. example/x`,
 * `12.Mai-Str.` becomes `12. Mai-Str.`.
 */
export function unlinked(text: string): string {
  return text
    .replace(/([.\u3002\uFF0E\uFF61])(?=[\p{L}\p{M}\p{Cf}])/gu, '$1 ')
    .replace(/([:\uFF1A])(?=[/\\\uFF0F])/gu, '$1 ');
}
