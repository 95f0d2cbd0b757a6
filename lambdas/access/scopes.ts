import type { Caller } from '../runtime/caller.ts';

/**
 * What an access token may allow, by our own short name; an issuer may put its resource server before the scope's. The
 * first three are those of machine clients, the others of people, to whom their roles give them.
 */
export const scopes = {
  read: { scopeName: 'orders:read', scopeDescription: 'Read orders and availability' },
  write: { scopeName: 'orders:write', scopeDescription: 'Place and cancel orders' },
  staff: { scopeName: 'orders:staff', scopeDescription: "See and cancel any storefront's orders, and give money back" },
  search: { scopeName: 'orders:search', scopeDescription: "Find and read any storefront's orders" },
  cancel: { scopeName: 'orders:cancel', scopeDescription: "Cancel any storefront's orders" },
  refund: { scopeName: 'refunds:write', scopeDescription: 'Give money back, up to a limit' },
  approve: { scopeName: 'refunds:approve', scopeDescription: 'Approve refunds beyond the limits of others' },
  stock: { scopeName: 'stock:write', scopeDescription: 'Keep the stock, ship, and take back' },
  tickets: { scopeName: 'tickets:write', scopeDescription: 'See and answer what customers ask' },
  notices: { scopeName: 'notices:write', scopeDescription: 'Say what customers are sent, and revoke their links' },
  operations: { scopeName: 'operations:write', scopeDescription: 'Bring home what failed, and keep the service going' },
  reveal: { scopeName: 'personal:read', scopeDescription: 'See personal data of customers, which is recorded' },
  audit: { scopeName: 'audit:read', scopeDescription: 'Read who did what' },
} as const satisfies Record<string, { readonly scopeName: string; readonly scopeDescription: string }>;

/** Our own short name of a scope. */
export type Scope = keyof typeof scopes;

/** Something of each scope. */
export function ofEachScope<T>(of: (scope: (typeof scopes)[Scope]) => T): Readonly<Record<Scope, T>> {
  return Object.fromEntries(Object.entries(scopes).map(([name, scope]) => [name, of(scope)])) as Record<Scope, T>;
}

/**
 * Whether the caller may do it to what is any storefront's: as a person with this scope, or as the shop's own machine
 * client.
 */
export function may(caller: Caller, scope: ScopeOfPeople): boolean {
  return isStaffClient(caller) || caller.scopes.includes(scopes[scope].scopeName);
}

/** Whether it is the shop's own machine client. */
export function isStaffClient(caller: Pick<Caller, 'scopes'>): boolean {
  return caller.scopes.includes(scopes.staff.scopeName);
}

/** The scopes of people. */
export type ScopeOfPeople = Exclude<Scope, 'read' | 'write' | 'staff'>;

/** Whether it is a scope of people, and not one of machine clients. */
export function isOfPeople(scope: Scope): scope is ScopeOfPeople {
  return scope !== 'read' && scope !== 'write' && scope !== 'staff';
}

/** Whether the caller acts for the shop, be it as a person or as its machine client, rather than as a storefront. */
export function actsForShop(caller: Pick<Caller, 'scopes'>): boolean {
  const { read, write, ...ofShop } = scopes;
  return Object.values(ofShop).some(({ scopeName }) => caller.scopes.includes(scopeName));
}

/** Whether the caller is the storefront that something is of. */
export function isOf({ client }: Caller, { storefront }: { readonly storefront: string }): boolean {
  return storefront === client;
}
