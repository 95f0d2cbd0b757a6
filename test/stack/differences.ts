import { isDeepStrictEqual } from 'node:util';

/** One resource of a template. */
interface Resource {
  readonly Type: string;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
  readonly [part: string]: unknown;
}

/** A template, as the CDK writes it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly [part: string]: unknown;
}

type Templates = Readonly<Record<string, Template>>;
/** New logical id → the old one of the same resource. */
type Renamed = Readonly<Record<string, string>>;

/**
 * What differs between the templates of two versions of the stacks, by stack, a line for each place. A resource with
 * another logical id is the same one if it alone says the same, or has the end of the construct path of one that is
 * gone, or says nearly the same.
 */
export function differences(before: Templates, after: Templates): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const renamed = Object.assign({}, ...[...names].map((name) => renamedIn(before[name], after[name])));
  return [...names].flatMap((name) => linesOf(name, canonical(before[name], {}), canonical(after[name], renamed)));
}

function renamedIn(before: Template | undefined, after: Template | undefined): Renamed {
  const gone = new Map(Object.entries(before?.Resources ?? {}).filter(([id]) => after?.Resources[id] === undefined));
  const come = new Map(Object.entries(after?.Resources ?? {}).filter(([id]) => before?.Resources[id] === undefined));
  const renamed: Record<string, string> = {};
  const pair = (oldId: string, id: string): void => {
    const [old, now] = [gone.get(oldId), come.get(id)];
    if (old === undefined || now === undefined || old.Type !== now.Type) return;
    renamed[id] = oldId;
    gone.delete(oldId);
    come.delete(id);
    // What both refer to in the same place is the same too: nothing else tells the role of one function from that of
    // another.
    for (const [oldReference, reference] of referencesIn(old, now)) pair(oldReference, reference);
  };
  const match = (isSame: (old: Resource, now: Resource) => boolean): boolean => {
    let found = false;
    for (const [id, now] of come) {
      const [same, ...others] = [...gone].filter(([, old]) => old.Type === now.Type && isSame(old, now));
      if (same === undefined || others.length > 0) continue;
      const rivals = [...come.values()].filter((rival) => rival.Type === now.Type && isSame(same[1], rival));
      if (rivals.length > 1) continue;
      pair(same[0], id);
      found = true;
    }
    return found;
  };
  const saysTheSame = (old: Resource, now: Resource) =>
    isDeepStrictEqual(canonicalResource(old, {}), canonicalResource(now, renamed));
  const endsAlike = (parts: number) => (old: Resource, now: Resource) =>
    pathOf(old).slice(-parts).join('/') === pathOf(now).slice(-parts).join('/');
  const saysNearlyTheSame = (max: number) => (old: Resource, now: Resource) =>
    linesOf('', canonicalResource(old, {}), canonicalResource(now, renamed)).length <= max;
  // What refers to a resource that was found is found by it in turn.
  while (
    match(saysTheSame) ||
    [5, 4, 3, 2].some((parts) => match(endsAlike(parts))) ||
    [2, 4, 8].some((max) => match(saysNearlyTheSame(max)))
  );
  return renamed;
}

/** The logical ids that both values refer to in the same places. */
function referencesIn(old: unknown, now: unknown): readonly (readonly [string, string])[] {
  if (old === null || now === null || typeof old !== 'object' || typeof now !== 'object') return [];
  return Object.entries(old).flatMap(([key, before]) => {
    const after = (now as Readonly<Record<string, unknown>>)[key];
    if (key === 'Ref') return [[String(before), String(after)] as const];
    if (key === 'Fn::GetAtt') return [[String([before].flat()[0]), String([after].flat()[0])] as const];
    return referencesIn(before, after);
  });
}

function pathOf({ Metadata }: Resource): readonly string[] {
  return (Metadata?.['aws:cdk:path'] ?? '').split('/');
}

/** What is compared of a template, with old logical ids. */
function canonical(template: Template | undefined, renamed: Renamed): unknown {
  if (template === undefined) return undefined;
  const { Resources, Description: _, ...rest } = template;
  const resources = Object.entries(Resources)
    // Says how the CDK was used, in stacks that are asked to.
    .filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
    .map(([id, resource]) => [renamed[id] ?? id, canonicalResource(resource, renamed)] as const);
  return { ...(withOldIds(rest, renamed) as object), Resources: Object.fromEntries(resources) };
}

function canonicalResource({ Metadata: _, ...resource }: Resource, renamed: Renamed): unknown {
  return withOldIds(resource, renamed);
}

/** Descriptions, what a function's code is named, and the names of policies, which the CDK makes of logical ids. */
const leftOut = /^(?:Description|AlarmDescription|S3Key|S3Bucket|aws:asset:.*|PolicyName)$/;

function withOldIds(value: unknown, renamed: Renamed): unknown {
  // Also within names that the CDK makes of ids: those of outputs of other stacks, and of permissions.
  if (typeof value === 'string') return value.replaceAll(/\w+/g, (word) => renamed[word] ?? word);
  if (Array.isArray(value)) return value.map((item) => withOldIds(item, renamed));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !leftOut.test(key))
      .map(([key, item]) => {
        const old = withOldIds(item, renamed);
        if (key === 'DependsOn') return [key, [old].flat().sort()];
        return [renamed[key] ?? key, key === 'Statement' && Array.isArray(old) ? rightsOf(old) : old];
      }),
  );
}

/** A policy's statements, each about one action and one resource, in their order. */
function rightsOf(statements: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const rights = statements.flatMap(({ Action, Resource, ...rest }) =>
    [Action].flat().flatMap((action) =>
      [Resource].flat().map((resource) => {
        const sorted = Object.entries({ ...rest, Action: action, Resource: resource }).sort(([a], [b]) =>
          a < b ? -1 : 1,
        );
        return JSON.stringify(Object.fromEntries(sorted));
      }),
    ),
  );
  return [...new Set(rights)].sort();
}

/** Where two values differ, and what each says there. */
function linesOf(place: string, before: unknown, after: unknown): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    [...before, ...after].every((item) => typeof item === 'string')
  ) {
    return [
      ...before.filter((item) => !after.includes(item)).map((item) => `${place} - ${item}`),
      ...after.filter((item) => !before.includes(item)).map((item) => `${place} + ${item}`),
    ];
  }
  const isNode = (value: unknown) => value !== null && typeof value === 'object';
  if (isNode(before) && isNode(after) && Array.isArray(before) === Array.isArray(after)) {
    const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
      linesOf(`${place}.${key}`, old[key], now[key]),
    );
  }
  const shown = (value: unknown) => {
    const text = JSON.stringify(value);
    return text.length > 300 ? `${text.slice(0, 300)}…` : text;
  };
  return [
    ...(before === undefined ? [] : [`${place} - ${shown(before)}`]),
    ...(after === undefined ? [] : [`${place} + ${shown(after)}`]),
  ];
}
