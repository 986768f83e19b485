import { z } from "zod";

type Json = Record<string, unknown>;

/** Writes schemas for one document. What has an `id` is written once, among `components`, and referred to everywhere else. */
export type SchemaWriter = { components: Record<string, Json>; write(schema: z.ZodType): Json };

/** A writer without components yet. Writing throws when two different schemas have the same `id`. */
export function schemaWriter(): SchemaWriter {
  const components: Record<string, Json> = {};
  const write = (schema: z.ZodType): Json => {
    const written = z.toJSONSchema(schema, {
      io: "input",
      override: ({ jsonSchema }) => dropNoise(jsonSchema),
    });
    const { $schema: _, $defs = {}, ...own } = referring(written) as Json & { $defs?: Record<string, Json> };
    for (const [name, component] of Object.entries($defs)) add(components, name, component);
    return own;
  };
  return { components, write };
}

function add(components: Record<string, Json>, name: string, component: Json): void {
  const known = components[name];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(component)) {
    throw new Error(`Two schemas of the document have the id ${name}.`);
  }
  components[name] = component;
}

/** Every whole number here has these bounds, so they say nothing. */
function dropNoise(schema: { minimum?: unknown; maximum?: unknown }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

function referring(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
