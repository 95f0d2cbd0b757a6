import { describe, expect, it } from 'vitest';
import { type DeployedResource, deployed } from './deployed-resources.ts';
import { isAllowed } from './policy-simulator.ts';
import { synthesised } from './synthesised.ts';
import { templateVariants } from './template-variants.ts';

/** Which functions each may have called, by name: at once, or by a message in their queue. */
function callsOf(resources: readonly DeployedResource[]): ReadonlyMap<string, readonly string[]> {
  const ofType = (wanted: string) => resources.filter(({ type }) => type === wanted);
  const functions = ofType('AWS::Lambda::Function');
  const queues = ofType('AWS::Lambda::EventSourceMapping').map(({ properties }) => ({
    arn: String(properties.EventSourceArn),
    consumer: String(properties.FunctionName),
  }));
  return new Map(
    functions.map(({ logicalId, properties }) => {
      const caller = String(properties.Role);
      const may = (action: string, resource: string) => isAllowed(resources, { caller, action, resource });
      const called = functions.filter(({ arn }) => may('lambda:InvokeFunction', arn)).map((fn) => fn.logicalId);
      const asked = queues.filter(({ arn }) => may('sqs:SendMessage', arn)).map(({ consumer }) => consumer);
      return [logicalId, [...called, ...asked]] as const;
    }),
  );
}

/** The functions that what they send may call, however many others lie between. */
function inLoops(calls: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reachedFrom = (start: string) => {
    const reached = new Set<string>();
    const next = [...(calls.get(start) ?? [])];
    for (let name = next.pop(); name !== undefined; name = next.pop()) {
      if (!reached.has(name)) next.push(...(calls.get(name) ?? []));
      reached.add(name);
    }
    return reached;
  };
  return [...calls.keys()].filter((name) => reachedFrom(name).has(name));
}

describe.each(Object.entries(templateVariants))('the functions of %s', (_, { context }) => {
  const { resources } = deployed(synthesised(context).templates);
  const allowed = resources.filter(({ properties }) => properties.RecursiveLoop === 'Allow');

  it('go on where what they send calls them, which Lambda would take for an accident after 16 rounds, and only there', () => {
    const loops = inLoops(callsOf(resources));
    expect(loops.length).toBeGreaterThanOrEqual(4);
    expect(allowed.map(({ logicalId }) => logicalId).sort()).toEqual([...loops].sort());
  });
});
