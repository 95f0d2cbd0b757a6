/** A file of the console as it is served: named after its content, so that a browser may keep it for good. */
export interface ConsoleAsset {
  readonly name: string;
  readonly type: string;
  /** Compressed by gzip, in base64. */
  readonly gzip: string;
}

/** The files that the console's page loads. */
export interface ConsoleAssets {
  readonly script: ConsoleAsset;
  readonly style: ConsoleAsset;
}

/** Written into the code of the function that serves them, when it is bundled (`lib/bundle-all.ts`). */
declare const CONSOLE_ASSETS: ConsoleAssets;

/** The console's files. @throws Error where the code was bundled without them: a fault of the deployment */
export function consoleAssets(): ConsoleAssets {
  if (typeof CONSOLE_ASSETS === 'undefined')
    throw new Error('the function was bundled without the files of the console');
  return CONSOLE_ASSETS;
}
