import { describe, expect, it } from 'vitest';
import { rolesOf, scopesByRole } from '../../lambdas/access/roles.ts';
import { may, scopes } from '../../lambdas/access/scopes.ts';
import { aCaller } from '../builders.ts';

describe('a role', () => {
  it('of admin may all that people may, and no role is a machine client', () => {
    const ofMachines = ['read', 'write', 'staff'];
    const ofPeople = Object.keys(scopes).filter((scope) => !ofMachines.includes(scope));

    expect(new Set(scopesByRole.admin)).toEqual(new Set(ofPeople));
    expect(
      Object.values(scopesByRole)
        .flat()
        .filter((scope) => ofMachines.includes(scope)),
    ).toEqual([]);
  });

  it('is known by its whole name alone', () => {
    expect(rolesOf({ roles: ['Support', 'support ', 'finances', 'stock-keeper', 'constructor'] })).toEqual([
      'stock-keeper',
    ]);
  });
});

describe('a caller may do', () => {
  it.each([
    ['what a scope of theirs says', ['orders:search'], true],
    ['all of it as the machine client of the shop', ['orders:staff'], true],
    ['nothing by another scope', ['orders:read', 'orders:write', 'stock:write'], false],
    ['nothing by another server’s scope', ['evil/orders:search', 'evil/orders:staff'], false],
  ])('%s', (_case, held, allowed) => {
    expect(may(aCaller({ scopes: held }), 'search')).toBe(allowed);
  });
});
