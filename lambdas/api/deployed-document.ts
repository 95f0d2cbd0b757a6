import { ofEachScope } from '../access/scopes.ts';
import { anyDeployment, type Deployment } from './deployment.ts';

/**
 * The published document with a stage's own names in it: what `openApiDocument` makes for that stage, without the
 * schemas of all routes that it is made of.
 */
export async function deployedDocument(deployment: Deployment): Promise<unknown> {
  // Made when it is asked for: a function that starts need not wait for it.
  const { default: published } = await import('../../docs/openapi.json', { with: { type: 'json' } });
  const own = namesIn(deployment);
  const names = new Map(namesIn(anyDeployment).map((name, index) => [name, JSON.stringify(own[index]).slice(1, -1)]));
  // All at once: a stage's own name may have another's name in it.
  const anyName = new RegExp([...names.keys()].join('|').replaceAll('.', '\\.'), 'g');
  return JSON.parse(JSON.stringify(published).replaceAll(anyName, (name) => names.get(name) ?? name));
}

function namesIn({ apiUrl, issuer, scopePrefix }: Deployment): readonly string[] {
  return [apiUrl, issuer, ...Object.values(ofEachScope(({ scopeName }) => `${scopePrefix}${scopeName}`))];
}
