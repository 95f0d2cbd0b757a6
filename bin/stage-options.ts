import { resolve } from 'node:path';
import { contextUsage } from '../lib/stage-context.ts';
import { NotAStage, type Stage, stageFrom } from '../lib/stages.ts';
import { WrongUsage } from './command-line.ts';

/**
 * The command-line options that describe a stage, one for each context key of the CDK app: `paymentProviders` is
 * `--payment-providers`.
 */
export const stageOptions: Readonly<Record<string, { readonly type: 'string' }>> = Object.fromEntries(
  Object.keys(contextUsage).map((key) => [optionOf(key), { type: 'string' }] as const),
);

/** What `--help` says of {@link stageOptions}. */
export const stageOptionsUsage = Object.entries(contextUsage)
  .map(([key, { value, description }]) => `  --${`${optionOf(key)} ${value}`.padEnd(40)}  ${description}`)
  .join('\n');

/**
 * What the options say, as context of the CDK app, and the stage that it describes.
 * @throws WrongUsage that names every option that is missing or wrong
 */
export function stageFromOptions(values: Readonly<Record<string, unknown>>): {
  readonly context: Readonly<Record<string, string>>;
  readonly stage: Stage;
} {
  const context = Object.fromEntries(
    Object.keys(contextUsage).flatMap((key) => {
      const value = values[optionOf(key)];
      return value === undefined ? [] : [[key, String(value)]];
    }),
  );
  try {
    const stage = stageFrom(context);
    // The example that stands in for it elsewhere belongs to nobody: SES would refuse every notice.
    if (context.sender === undefined && context.shop === undefined) {
      throw new NotAStage([{ key: 'sender', reason: 'give the address that customers get their notices from' }]);
    }
    // The app reads it from the project's folder.
    return { context: { ...context, ...(context.shop !== undefined && { shop: resolve(context.shop) }) }, stage };
  } catch (error) {
    if (!(error instanceof NotAStage)) throw error;
    throw new WrongUsage(error.reasons.map(({ key, reason }) => `--${optionOf(key)}: ${reason}`).join('\n'));
  }
}

function optionOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
