import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Ahead of which a store makes no room: a browser's sessions and sign-ins are few. */
const mostItems = 10_000;

/**
 * Where the issuer keeps sessions, codes and refresh tokens: people sign in again after a restart. Access tokens are not
 * kept at all.
 */
export function storeInMemory(): (kind: string) => Adapter {
  const items = new Map<string, AdapterPayload & { readonly endsAt: number }>();
  const found = (isIt: (key: string, item: AdapterPayload) => boolean) =>
    [...items].filter(([key, item]) => item.endsAt > Date.now() && isIt(key, item));

  return (kind) => {
    const keyOf = (id: string) => `${kind} ${id}`;
    const firstOf = async (name: 'uid' | 'userCode', value: string) =>
      found((key, item) => key.startsWith(`${kind} `) && item[name] === value)[0]?.[1];
    return {
      upsert: async (id, payload, expiresIn = Number.POSITIVE_INFINITY) => {
        items.delete(keyOf(id));
        items.set(keyOf(id), { ...payload, endsAt: Date.now() + expiresIn * 1000 });
        const [oldest] = items.keys();
        if (items.size > mostItems && oldest !== undefined) items.delete(oldest);
      },
      find: async (id) => found((key) => key === keyOf(id))[0]?.[1],
      findByUid: (uid) => firstOf('uid', uid),
      findByUserCode: (userCode) => firstOf('userCode', userCode),
      consume: async (id) => {
        const item = items.get(keyOf(id));
        if (item !== undefined) items.set(keyOf(id), { ...item, consumed: Math.floor(Date.now() / 1000) });
      },
      destroy: async (id) => void items.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key] of found((_, item) => item.grantId === grantId)) items.delete(key);
      },
    };
  };
}
