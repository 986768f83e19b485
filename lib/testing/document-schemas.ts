import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const REFERENCE = '"#/components/schemas/';
const OWN = '"layer:';

/** What a value breaks of a schema of the document, in one line; null when nothing. */
export type SchemaCheck = (schema: object, value: unknown) => string | null;

/**
 * Judges values by the schemas of the OpenAPI document as any other program would that reads it. With `closed`, an object may have
 * no member that its schema does not name, unless that says so itself: what is not documented is found.
 */
export function schemaCheck(
  { components }: { components: { schemas: Record<string, object> } },
  { closed }: { closed: boolean },
): SchemaCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats(ajv);
  ajv.addFormat("binary", true);
  for (const [name, schema] of Object.entries(components.schemas)) {
    ajv.addSchema({ ...prepared(schema, closed), $id: `layer:${name}` });
  }
  // The same text stands in many answers, and to compile it costs a hundred times as much as to judge by it.
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const text = JSON.stringify(schema);
    const validate = compiled.get(text) ?? ajv.compile(prepared(schema, closed));
    compiled.set(text, validate);
    return validate(value) ? null : ajv.errorsText(validate.errors, { dataVar: "" });
  };
}

function prepared(schema: object, closed: boolean): object {
  const own: unknown = JSON.parse(JSON.stringify(schema).replaceAll(REFERENCE, OWN));
  return (closed ? closedOff(own) : own) as object;
}

function closedOff(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closedOff);
  if (typeof schema !== "object" || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closedOff(part)]));
  const isOpen =
    "additionalProperties" in inside || typeof inside.properties !== "object" || inside.type !== "object";
  return isOpen ? inside : { ...inside, additionalProperties: false };
}
