import { expect, test } from "vitest";
import { apiDocumentText } from "@/app/(gateway)/v1/openapi.json/endpoints";
import type { JsonSchema } from "@/lib/core/json-schema";
import { schemaCheck } from "@/lib/testing/document-schemas";
import { setTestEnvironment } from "@/lib/testing/environment";
import { FIELD_RULES } from "./field-rules";

/** What only files of older versions have. */
const IDLE = ["maxCostPer1kTokens", "maxLatencyMs"];

// Nothing is asked of a database; settings are checked all the same.
setTestEnvironment("postgres://nobody@127.0.0.1:1/none");
const document = JSON.parse(apiDocumentText());
const check = schemaCheck(document, { closed: true });
const fields = document.components.schemas.NewGate.properties as Record<string, JsonSchema>;

/** Values just within and just beyond each bound that a schema names. */
function probes(schema: JsonSchema & { $ref?: string }): unknown[] {
  if (schema.$ref !== undefined)
    return probes(document.components.schemas[schema.$ref.split("/").at(-1) ?? ""]);
  const { minimum, maximum, maxItems, maxLength, properties, additionalProperties, items } = schema;
  const found: unknown[] = (schema.anyOf ?? []).flatMap(probes);
  if (schema.enum !== undefined) found.push(...schema.enum, "none-such");
  if (schema.type === "boolean") found.push(true, false, "true", 1);
  if (minimum !== undefined) found.push(minimum, minimum - 1, `${minimum}`);
  if (maximum !== undefined) found.push(maximum, maximum + 1, maximum / 3);
  if (maxLength !== undefined) found.push("x".repeat(maxLength), "x".repeat(maxLength + 1));
  for (const count of maxItems === undefined ? [] : [0, maxItems, maxItems + 1])
    found.push(Array.from({ length: count }, (_, n) => `m${n}`));
  if (items !== undefined) found.push(...probes(items).map((item) => [item]), [1]);
  if (typeof additionalProperties === "object")
    found.push(...probes(additionalProperties).map((value) => ({ m: value })));
  const right = Object.fromEntries(
    (schema.required ?? []).map((name) => [
      name,
      probes(properties?.[name] ?? {}).find((value) => check(properties?.[name] ?? {}, value) === null),
    ]),
  );
  for (const [name, property] of Object.entries(properties ?? {}))
    found.push(...probes(property).map((value) => ({ ...right, [name]: value })), { ...right, none: 1 });
  return found;
}

test("a file knows the fields of the server, no more and no less", () => {
  expect(Object.keys(FIELD_RULES).sort()).toEqual([...Object.keys(fields), ...IDLE].sort());
});

test.each(Object.entries(fields))(
  "a file takes and refuses the same of %s as the server",
  (field, schema) => {
    const values = probes(schema).filter((value) => value !== null);
    expect(values.map((value) => [value, FIELD_RULES[field]?.(value) === null])).toEqual(
      values.map((value) => [value, check(schema, value) === null]),
    );
  },
);
