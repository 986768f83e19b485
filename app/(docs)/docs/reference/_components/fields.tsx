import type { JsonSchema } from "@/lib/core/json-schema";
import type { Parameter } from "../_document/api-document";
import { inARow } from "./in-a-row";
import { limitsOf, TypeWords } from "./type-words";
import { Words } from "./words";

/** The fields of an object, those of objects within it below them. */
function Fields({ schema }: { schema: JsonSchema }) {
  const { properties = {}, required = [] } = schema;
  return (
    <ul className="wrap-break-word">
      {Object.entries(properties).map(([name, field]) => (
        <Field key={name} name={name} schema={field} kind={required.includes(name) ? "required" : null} />
      ))}
    </ul>
  );
}

/** The parameters of an operation, and where each of them goes. */
export function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <ul className="wrap-break-word">
      {parameters.map(({ name, in: place, required, description, schema }) => (
        <Field
          key={`${place} ${name}`}
          name={name}
          schema={{ ...schema, ...(description === undefined ? {} : { description }) }}
          kind={required ? `${place}, required` : place}
        />
      ))}
    </ul>
  );
}

function Field({ name, schema, kind }: { name: string; schema: JsonSchema; kind: string | null }) {
  const facts = [...(kind === null ? [] : [kind]), ...limitsOf(schema)];
  return (
    <li>
      <code>{name}</code> <TypeWords schema={schema} />
      {facts.length === 0 ? "" : `, ${facts.join(", ")}`}
      {schema.description === undefined ? null : (
        <>
          . <Words>{schema.description}</Words>
        </>
      )}
      <ObjectsIn schema={schema} />
    </li>
  );
}

/** The fields of the objects without a name that a value is, or is made of. */
export function ObjectsIn({ schema }: { schema: JsonSchema }) {
  // biome-ignore lint/correctness/useJsxKeyInIterable: they are put in a row without keys
  return inARow(objectsIn(schema).map((object) => <Fields schema={object} />));
}

/** The objects without a name that a value is, or is made of. */
export function objectsIn(schema: JsonSchema): JsonSchema[] {
  if (schema.properties !== undefined) return [schema];
  const { additionalProperties } = schema;
  const parts = [
    ...(schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ];
  return parts.flatMap(objectsIn);
}
