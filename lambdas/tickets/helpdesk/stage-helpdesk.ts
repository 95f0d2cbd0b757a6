import * as z from 'zod/mini';
import { environment } from '../../runtime/environment.ts';
import { secret } from '../../runtime/secrets.ts';
import type { Helpdesk } from './helpdesk.ts';
import { ZendeskKeys, zendesk } from './zendesk.ts';

/** The helpdesk of the stage, if it has one. Its keys are read as it is used: they are filled in after it is deployed. */
export function stageHelpdesk(): Helpdesk | undefined {
  if (environment('HELPDESK') === 'none') return undefined;
  return { handOver: async (ticket, message) => zendesk(await helpdeskKeys()).handOver(ticket, message) };
}

/** The keys of the stage's helpdesk, as they were put into its secret by hand. @throws Error where they are not there yet */
export async function helpdeskKeys(): Promise<ZendeskKeys> {
  return z.parse(ZendeskKeys, JSON.parse(await secret(environment('HELPDESK_SECRET_ARN'))));
}
