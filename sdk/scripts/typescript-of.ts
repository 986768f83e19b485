/** A JSON schema as the OpenAPI document of the server writes them. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** The TypeScript type that a JSON schema describes, in one line. Formats, bounds and defaults have no type. */
export function typescriptOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "unknown";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return union(choices.map(typescriptOf));
  if (schema.allOf !== undefined) return schema.allOf.map((part) => `(${typescriptOf(part)})`).join(" & ");
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typescriptOf({ ...schema, type })));
  return plainType(schema);
}

function plainType(schema: Schema): string {
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      if (schema.prefixItems !== undefined) return `[${schema.prefixItems.map(typescriptOf).join(", ")}]`;
      return `Array<${typescriptOf(schema.items ?? {})}>`;
    case "object":
      return objectType(schema);
    default:
      return schema.properties === undefined ? "unknown" : objectType(schema);
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${nameOf(name)}${required.includes(name) ? "" : "?"}: ${typescriptOf(schema)}`,
  );
  const others = typeof additionalProperties === "object" ? typescriptOf(additionalProperties) : "unknown";
  if (fields.length === 0) return additionalProperties === false ? "{}" : `Record<string, ${others}>`;
  const known = `{ ${fields.join("; ")} }`;
  return typeof additionalProperties === "object" ? `${known} & { [field: string]: unknown }` : known;
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function union(types: string[]): string {
  const different = [...new Set(types)];
  return different.length === 1 ? (different[0] ?? "never") : `(${different.join(" | ")})`;
}
