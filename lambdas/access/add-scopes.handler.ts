import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { scopePrefix } from '../runtime/caller.ts';
import { rolesOf, scopesByRole } from './roles.ts';
import { scopes } from './scopes.ts';

/**
 * Trigger of the user pool, ahead of each access token of a person: their groups are their roles, which say what the
 * token allows. In no group, it allows nothing. Their address goes along, so that the audit can be read.
 */
export const handler = async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { groupConfiguration, userAttributes } = event.request;
  const roles = rolesOf({ roles: groupConfiguration.groupsToOverride ?? [] });
  const held = new Set(roles.flatMap((role) => scopesByRole[role]));
  const { email } = userAttributes;
  return {
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          scopesToAdd: [...held].map((scope) => `${scopePrefix()}${scopes[scope].scopeName}`),
          ...(email !== undefined && { claimsToAddOrOverride: { email } }),
        },
      },
    },
  };
};
