import { glossary } from './glossary.ts';
import { jsonSchemaOf, schemas } from './schemas.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Every schema of the document by its name, its fields explained by the glossary. */
export function explainedSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, [schema, io]]) => [name, explained(name, jsonSchemaOf(schema, io))]),
  );
}

/** A schema whose fields say what they mean. */
function explained(name: string, schema: JsonSchema): JsonSchema {
  const inner = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(inner);
    return typeof part === 'object' && part !== null ? explained(name, part as JsonSchema) : part;
  };
  const parts = Object.entries(schema).map(([keyword, part]) => {
    if (keyword === 'properties') return [keyword, explainedFields(name, part as Record<string, JsonSchema>)];
    return ['items', 'oneOf', 'anyOf'].includes(keyword) ? [keyword, inner(part)] : [keyword, part];
  });
  return Object.fromEntries(parts);
}

function explainedFields(name: string, fields: Readonly<Record<string, JsonSchema>>) {
  return Object.fromEntries(
    Object.entries(fields).map(([field, schema]) => [
      field,
      { description: glossary[`${name}.${field}`] ?? glossary[field], ...explained(name, schema) },
    ]),
  );
}
