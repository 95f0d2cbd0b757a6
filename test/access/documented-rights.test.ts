import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Role, roles, scopesByRole } from '../../lambdas/access/roles.ts';
import { isOfPeople, type Scope, type ScopeOfPeople, scopes } from '../../lambdas/access/scopes.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';

const page = await readFile('docs/operations.md', 'utf8');
const ofPeople = (Object.keys(scopes) as Scope[]).filter(isOfPeople);

describe('the page of operators', () => {
  it('says who may do what as the service has it', () => {
    const head = [`| may | scope | ${roles.join(' | ')} |`, `| --- | --- |${' --- |'.repeat(roles.length)}`];
    const rows = ofPeople.map(
      (scope) =>
        `| ${scopes[scope].scopeDescription} | \`${scopes[scope].scopeName}\` | ${roles.map((role) => (has(role, scope) ? 'yes' : '')).join(' | ')} |`,
    );
    const table = [...head, ...rows].join('\n').replaceAll('|  |', '| |').replaceAll('|  |', '| |');

    expect(page).toContain(table);
  });

  it('names no scope that opens nothing', () => {
    const used = new Set(namedRoutes.flatMap(([, { access }]) => ('anyScopeOf' in access ? access.anyScopeOf : [])));

    expect(ofPeople.filter((scope) => !used.has(scope) && !awaited.includes(scope))).toEqual([]);
  });
});

/** What the search and the audit of the desk ask for. */
const awaited: readonly ScopeOfPeople[] = ['reveal', 'audit'];

function has(role: Role, scope: ScopeOfPeople): boolean {
  const held: readonly ScopeOfPeople[] = scopesByRole[role];
  return held.includes(scope);
}
