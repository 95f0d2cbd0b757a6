import { iso31661Alpha2ToAlpha3 } from 'iso-3166';
import * as z from 'zod/mini';

/**
 * Where goods may go: the codes that ISO 3166-1 assigns, none that it only reserves (EU, SU, UK) or withdrew (AN), and
 * of those left to users Kosovo's alone: it has no other, and carriers and payment providers know it by this one.
 */
export const countries: readonly string[] = [...Object.keys(iso31661Alpha2ToAlpha3), 'XK'].sort();

/** An ISO 3166-1 alpha-2 code. */
export const Country = z.enum(countries, 'must be an ISO 3166-1 alpha-2 code, such as GB');
