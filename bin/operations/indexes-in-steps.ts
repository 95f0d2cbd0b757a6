interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}
interface Attribute {
  readonly AttributeName: string;
}
interface Resource {
  readonly Type: string;
  readonly Properties?: {
    readonly AttributeDefinitions?: readonly Attribute[];
    readonly GlobalSecondaryIndexes?: readonly Index[];
  };
}

/** Of a CloudFormation template, what is looked at here. */
export interface TablesTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/**
 * The deployed template with one index more for each table that lacks several of those wanted, and nothing else changed.
 * CloudFormation makes one index of a table in an update ("You can delete or add one global secondary index without
 * interruption", AWS::DynamoDB::Table), so an update may be left to make the last one only.
 * @returns undefined once no table lacks more than one
 */
export function withNextIndexes<Deployed extends TablesTemplate>(
  deployed: Deployed,
  wanted: TablesTemplate,
): Deployed | undefined {
  const changed = Object.entries(deployed.Resources).flatMap(([logicalId, resource]) => {
    const [next, ...later] = lacking(resource, wanted.Resources[logicalId]);
    if (next === undefined || later.length === 0) return [];
    const { AttributeDefinitions: attributes = [], GlobalSecondaryIndexes: indexes = [] } = resource.Properties ?? {};
    const known = new Set(attributes.map(({ AttributeName }) => AttributeName));
    const keys = new Set(next.KeySchema.map(({ AttributeName }) => AttributeName));
    const added = (wanted.Resources[logicalId]?.Properties?.AttributeDefinitions ?? []).filter(
      ({ AttributeName }) => keys.has(AttributeName) && !known.has(AttributeName),
    );
    const properties = {
      ...resource.Properties,
      AttributeDefinitions: [...attributes, ...added],
      GlobalSecondaryIndexes: [...indexes, next],
    };
    return [[logicalId, { ...resource, Properties: properties }] as const];
  });
  if (changed.length === 0) return undefined;
  return { ...deployed, Resources: { ...deployed.Resources, ...Object.fromEntries(changed) } };
}

/** The indexes that a table has in the one template, and not in the other. */
function lacking(deployed: Resource, wanted: Resource | undefined): readonly Index[] {
  if (deployed.Type !== 'AWS::DynamoDB::Table') return [];
  const there = new Set((deployed.Properties?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName));
  return (wanted?.Properties?.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => !there.has(IndexName));
}
