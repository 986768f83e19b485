import type { ReactNode } from "react";
import type { JsonSchema } from "@/lib/core/json-schema";
import { nameIn } from "../_document/api-document";
import { inARow } from "./in-a-row";

/** What a schema is, in a few words. What has a name leads to its fields. */
export function TypeWords({ schema }: { schema: JsonSchema }): ReactNode {
  const { $ref, anyOf, oneOf, allOf, items, type } = schema;
  if ($ref !== undefined) return <NamedType name={nameIn($ref)} />;
  const choices = anyOf ?? oneOf ?? allOf;
  if (choices !== undefined) return <Choices schemas={choices} />;
  if (schema.const !== undefined) return <code>{JSON.stringify(schema.const)}</code>;
  if (schema.enum !== undefined) return <Values values={schema.enum} />;
  if (items !== undefined) {
    return (
      <>
        list of <TypeWords schema={items} />
      </>
    );
  }
  return type === undefined ? "anything" : [type].flat().join(" or ");
}

function NamedType({ name }: { name: string }) {
  if (name === "ErrorCode") return "an error code";
  return (
    <a href={`#${name}`} className="rounded-sm text-ink underline decoration-control underline-offset-2">
      {name}
    </a>
  );
}

function Choices({ schemas }: { schemas: JsonSchema[] }) {
  // biome-ignore lint/correctness/useJsxKeyInIterable: they are put in a row without keys
  const words = schemas.map((schema) => <TypeWords schema={schema} />);
  return inARow(words, " or ");
}

function Values({ values }: { values: unknown[] }) {
  // biome-ignore lint/correctness/useJsxKeyInIterable: they are put in a row without keys
  const words = values.map((value) => <code>{JSON.stringify(value)}</code>);
  return inARow(words, " or ");
}

/** The limits of a value: "1 to 255 characters", "at most 100". */
export function limitsOf(schema: JsonSchema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, format } = schema;
  return [
    ...(format === undefined ? [] : [format]),
    ...rangeOf(minimum, maximum, ""),
    ...rangeOf(minLength, maxLength, " characters"),
    ...rangeOf(minItems, maxItems, " items"),
    ...(schema.default === undefined ? [] : [`${JSON.stringify(schema.default)} unless given`]),
  ];
}

function rangeOf(least: number | undefined, most: number | undefined, unit: string): string[] {
  if (least !== undefined && most !== undefined) return [`${least} to ${most}${unit}`];
  if (least !== undefined) return [`at least ${least}${unit}`];
  return most === undefined ? [] : [`at most ${most}${unit}`];
}
