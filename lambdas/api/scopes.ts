/** What an access token may allow, by our own short name; an issuer may put its resource server before the scope's. */
export const scopes = {
  read: { scopeName: 'orders:read', scopeDescription: 'Read orders and availability' },
  write: { scopeName: 'orders:write', scopeDescription: 'Place and cancel orders' },
  staff: { scopeName: 'orders:staff', scopeDescription: "See and cancel any storefront's orders, and give money back" },
} as const satisfies Record<string, { readonly scopeName: string; readonly scopeDescription: string }>;

/** Our own short name of a scope. */
export type Scope = keyof typeof scopes;

/** Something of each scope. */
export function ofEachScope<T>(of: (scope: (typeof scopes)[Scope]) => T): Readonly<Record<Scope, T>> {
  return { read: of(scopes.read), write: of(scopes.write), staff: of(scopes.staff) };
}
