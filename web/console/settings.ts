/** What the page says of the stage that it belongs to (`lambdas/console/console-page.ts` writes it). */
export interface Settings {
  readonly stage: string;
  readonly clientId: string;
  /** What is asked for at the issuer. */
  readonly scope: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly endSessionEndpoint?: string;
  /** By the operations of the API: of which scopes a token needs one. */
  readonly allowedBy: Readonly<Record<string, readonly string[]>>;
}

/** The settings in the document. @throws Error where there are none: it is not the console's page */
export function settingsIn(document: Document): Settings {
  const text = document.getElementById('settings')?.textContent;
  if (!text) throw new Error('the page has no settings');
  return JSON.parse(text) as Settings;
}
