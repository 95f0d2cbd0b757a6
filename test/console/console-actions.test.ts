import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRecorded } from '../../lambdas/api/route.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';

const code = globSync('web/console/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** What the console asks of the API: by name, or by a name that was chosen before. */
const asked = namedRoutes.filter(([name]) => new RegExp(`\\bapi\\.${name}\\(|\\? '${name}'|: '${name}'`).test(code));

describe('what the console does', () => {
  it('is asked for by routes that want a scope, each of which every role is tried with on the deployed service', () => {
    const open = asked.filter(([, { access }]) => !('anyScopeOf' in access)).map(([name]) => name);
    expect(open).toEqual([]);
    expect(asked.length).toBeGreaterThan(40);
  });

  it('is offered only to who may: each button that changes something asks for the right to do just that', () => {
    const changing = asked.filter(([, route]) => isRecorded(route)).map(([name]) => name);
    const offered = (name: string) =>
      new RegExp(`\\bmay\\('${name}'\\)|\\b(?:operation|needs): '${name}'|\\b${name}'[,;\\s]`).test(code);
    expect(changing.filter((name) => !offered(name))).toEqual([]);
    expect(changing.length).toBeGreaterThan(20);
  });
});
