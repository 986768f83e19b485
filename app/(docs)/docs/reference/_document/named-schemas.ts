import type { JsonSchema } from "@/lib/core/json-schema";
import { nameIn, type ReferenceOperation } from "./api-document";

/** The named schemas that operations speak of, and those that these name, in the order of their names. */
export function namedSchemas(
  operations: readonly ReferenceOperation[],
  schemas: Record<string, JsonSchema>,
): Array<[name: string, schema: JsonSchema]> {
  const found = new Set<string>();
  const look = (within: unknown) => {
    for (const [, reference = ""] of JSON.stringify(within).matchAll(
      /"\$ref":"(#\/components\/schemas\/\w+)"/g,
    )) {
      const name = nameIn(reference);
      if (found.has(name)) continue;
      found.add(name);
      look(schemas[name] ?? {});
    }
  };
  for (const { parameters, requestBody, answers } of operations) {
    look([parameters, requestBody ?? {}, answers.filter(([, answer]) => !("x-error-codes" in answer))]);
  }
  return [...found].toSorted().flatMap((name) => {
    const schema = schemas[name];
    return schema === undefined || name === "ErrorCode" ? [] : [[name, schema] as [string, JsonSchema]];
  });
}
