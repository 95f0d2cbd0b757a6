import type { Caller } from '../runtime/caller.ts';
import type { ScopeOfPeople } from './scopes.ts';

/**
 * What people may do by their role. A role is a group of the issuer's with this name; who is in several may do what any
 * of them may. Machine clients have no role.
 */
export const scopesByRole = {
  support: ['search', 'reveal', 'cancel', 'refund', 'notices', 'tickets'],
  'stock-keeper': ['search', 'stock'],
  finance: ['search', 'refund', 'approve', 'audit'],
  operator: ['search', 'cancel', 'notices', 'operations', 'audit'],
  admin: ['search', 'reveal', 'cancel', 'refund', 'approve', 'stock', 'notices', 'tickets', 'operations', 'audit'],
} as const satisfies Record<string, readonly ScopeOfPeople[]>;

/** What a person of the shop is to the service. */
export type Role = keyof typeof scopesByRole;

/** Every role, the one with the most rights last. */
export const roles = Object.keys(scopesByRole) as readonly Role[];

/** The roles of ours that the caller has; none for a machine client. */
export function rolesOf(caller: Pick<Caller, 'roles'>): readonly Role[] {
  return roles.filter((role) => caller.roles.includes(role));
}
