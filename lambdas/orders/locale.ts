import * as z from 'zod/mini';

/**
 * The languages that customers are written to in (BCP 47). A further one is a tag here; the compiler asks for its
 * texts.
 */
export const locales = ['en', 'zh-CN', 'ja'] as const;
export const Locale = z.enum(locales);
export type Locale = z.output<typeof Locale>;

/** The language of those who do not say one. */
export const defaultLocale = 'en' satisfies Locale;
