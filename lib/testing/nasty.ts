import fc from "fast-check";
import type { JsonSchema } from "@/lib/core/json-schema";

/** JSON texts that programs have stumbled over in a field. */
export const NASTY_JSON: readonly string[] = [
  "null",
  "-1",
  "1.5",
  "2147483648",
  "1e308",
  "1e999",
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202eabc\\u2066"',
  '"\\u001b[31mred\\r\\n"',
  '"e\\u0301 \\u00e9 \\ud83d\\ude00"',
  '"../../etc/passwd"',
  `"' or 1=1--"`,
  '"%00%ff%s%n"',
  '"{{7*7}}<script>alert(1)</script>"',
  '"constructor"',
  '"__proto__"',
  '"http://169.254.169.254/latest"',
  '"data:text/plain;base64,%%%"',
  '"https://a.test/a.constructor"',
  '"00000000-0000-7000-8000-000000000000"',
  `"${"a".repeat(10_001)}"`,
  "[]",
  "[null]",
  "{}",
  '{"__proto__":{"polluted":true}}',
  '{"a":1,"a":2}',
  `${"[".repeat(60)}${"]".repeat(60)}`,
];

/** The same for the parts of an address, already encoded. */
export const NASTY_ADDRESS: readonly string[] = [
  "%00",
  "%ff",
  "%",
  "%E0%A4%A",
  "..%2f..%2fkeys",
  "%0d%0aX-Evil:1",
  "'or'1'='1",
  "__proto__",
  "constructor",
  "%F0%9F%98%80",
  "%ED%A0%80",
  "-1",
  "1e99",
  "0x10",
  "00000000-0000-7000-8000-000000000000",
  "a".repeat(5_000),
  "%25".repeat(300),
];

/** The same for a header's value: what a client of HTTP can send at all. */
export const NASTY_HEADER: readonly string[] = [
  "",
  "é",
  "ÿþ",
  "\t",
  "'or'1'='1",
  "*",
  'W/"1"',
  '"99999999999999999999"',
  "-1",
  "constructor",
  "a".repeat(7_000),
  "application/json; charset=utf-16",
  "multipart/form-data; boundary=",
];

export type Place = ReadonlyArray<string | number>;

/** Every place of a body that its schema names, down to `depth` levels; the body as a whole is the first. */
export function placesOf(schema: JsonSchema, depth = 6): Place[] {
  if (depth === 0) return [[]];
  const inside = (parts: JsonSchema[]) => parts.flatMap((part) => placesOf(part, depth).slice(1));
  const named = Object.entries(schema.properties ?? {}).flatMap(([name, value]) =>
    placesOf(value, depth - 1).map((place) => [name, ...place]),
  );
  const items = schema.items === undefined ? [] : placesOf(schema.items, depth - 1);
  const others = inside([...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]);
  const all: Place[] = [[], ...named, ...items.map((place) => [0, ...place]), ...others];
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}

const MARK = "the nasty value stands here";

/** A body in JSON with a JSON text put at one place of it. */
export function withNasty(example: unknown, place: Place, json: string): string {
  return JSON.stringify(put(example, place)).replace(JSON.stringify(MARK), () => json);
}

function put(value: unknown, [first, ...rest]: Place): unknown {
  if (first === undefined) return MARK;
  if (typeof first === "number") {
    const list = Array.isArray(value) ? value : [];
    return [...list.slice(0, first), put(list[first], rest), ...list.slice(first + 1)];
  }
  const object = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  return { ...object, [first]: put(object[first], rest) };
}

/** Bodies that are mostly as the schema wants them, around an example, with some parts that are anything. */
export function anyBody(schema: JsonSchema, example: unknown): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: fitting(schema, example, 4) },
    { weight: 1, arbitrary: fc.constantFrom(...NASTY_JSON.filter((json) => json !== "1e999")).map(parsed) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}

function fitting(schema: JsonSchema, example: unknown, depth: number): fc.Arbitrary<unknown> {
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (depth === 0) return fc.jsonValue({ maxDepth: 1 });
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => fitting(choice, example, depth)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return fc.jsonValue({ maxDepth: 2 });
  return fc.oneof(...types.map((type) => ofType(type, schema, example, depth)));
}

function ofType(type: string, schema: JsonSchema, example: unknown, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case "string":
      return fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constant(example ?? "sandbox/echo"));
    case "integer":
      return fc.oneof(fc.nat(200), fc.maxSafeInteger());
    case "number":
      return fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.double());
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array": {
      const [first] = Array.isArray(example) ? example : [];
      return fc.array(anyBody(schema.items ?? {}, first).filter(isKept), { maxLength: 3 });
    }
    default:
      return objectOf(schema, example, depth);
  }
}

function isKept(value: unknown): boolean {
  return value !== undefined;
}

/** The example with a few members that are something else, or that it does not have. */
function objectOf(schema: JsonSchema, example: unknown, depth: number): fc.Arbitrary<unknown> {
  const known = Object.entries(schema.properties ?? {});
  const base = typeof example === "object" && example !== null ? (example as Record<string, unknown>) : {};
  const extra =
    schema.additionalProperties === false
      ? fc.constant({})
      : fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 });
  return fc
    .tuple(fc.subarray(known, { maxLength: Math.min(3, known.length) }), extra)
    .chain(([chosen, more]) => {
      const members = chosen.map(([name, part]) => [name, fitting(part, base[name], depth - 1)] as const);
      return fc.record(Object.fromEntries(members)).map((given) => ({ ...base, ...more, ...given }));
    });
}
