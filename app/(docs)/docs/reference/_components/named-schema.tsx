import type { JsonSchema } from "@/lib/core/json-schema";
import { Section } from "../../_components/article";
import { ObjectsIn, objectsIn } from "./fields";
import { TypeWords } from "./type-words";
import { Words } from "./words";

/** An object that has a name, with its fields. */
export function NamedSchema({ name, schema }: { name: string; schema: JsonSchema }) {
  return (
    <Section id={name} title={name}>
      {schema.description === undefined ? null : (
        <p>
          <Words>{schema.description}</Words>
        </p>
      )}
      {objectsIn(schema).length > 0 ? null : (
        <p>
          <TypeWords schema={schema} />
        </p>
      )}
      <ObjectsIn schema={schema} />
    </Section>
  );
}
