import { z } from "zod";

/** A JSON schema, as far as a body of the document is walked through. */
export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

type Content = Record<string, { schema?: object; example?: unknown }>;
type Described = {
  operationId: string;
  security: object[];
  parameters: Array<{
    name: string;
    in: "path" | "query" | "header";
    required: boolean;
    schema: { example?: string };
  }>;
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};

/** An operation as the document describes it. */
export type DocumentedOperation = Described & {
  method: string;
  path: string;
  body: { type: string; schema: Schema; example: unknown } | null;
  /** What an answer breaks of the description; null when nothing. */
  breachOf(answer: Response): Promise<string | null>;
};

/** The operations in the OpenAPI document that a server tells of itself. */
export async function documentedOperations(serverUrl: string): Promise<DocumentedOperation[]> {
  const text = await (await fetch(`${serverUrl}/v1/openapi.json`)).text();
  const { paths, components } = JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/"));
  return Object.entries(paths as Record<string, Record<string, Described>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const [type, { schema, example }] = Object.entries(described.requestBody?.content ?? {})[0] ?? ["", {}];
      return {
        ...described,
        method: method.toUpperCase(),
        path,
        body: described.requestBody === undefined ? null : { type, schema: schema as Schema, example },
        breachOf: answerCheck(described.responses, components.schemas),
      };
    }),
  );
}

function answerCheck(responses: Described["responses"], definitions: object) {
  const schemas = new Map<string, z.ZodType>();
  const schemaOf = (status: number, schema: object): z.ZodType => {
    const known = schemas.get(`${status}`);
    if (known !== undefined) return known;
    const made = z.fromJSONSchema({ ...schema, $defs: definitions } as Parameters<
      typeof z.fromJSONSchema
    >[0]);
    schemas.set(`${status}`, made);
    return made;
  };
  return async (answer: Response): Promise<string | null> => {
    const text = Buffer.from(await answer.arrayBuffer()).toString("utf8");
    const documented = responses[answer.status];
    if (documented === undefined) return `undocumented status: ${text.slice(0, 300)}`;
    const given = answer.headers.get("content-type") ?? "";
    const contents = Object.entries(documented.content ?? {});
    const isGiven = ([one]: [string, unknown]) => given.startsWith(one.replace("*", ""));
    const [type, content] = contents.find(isGiven) ?? contents[0] ?? [];
    if (type === undefined)
      return text === "" ? null : `a body where none is documented: ${text.slice(0, 300)}`;
    if (answer.status === 200 && given.startsWith("text/event-stream")) return eventsBreach(text);
    if (!given.startsWith(type.replace("*", ""))) return `content type ${given}: ${text.slice(0, 300)}`;
    if (type !== "application/json") return null;
    const parsed = schemaOf(answer.status, content?.schema ?? {}).safeParse(jsonIn(text));
    return parsed.success ? null : `not as documented: ${text.slice(0, 300)} ${parsed.error.message}`;
  };
}

function eventsBreach(text: string): string | null {
  const data = text.split("\n").flatMap((line) => (line.startsWith("data: ") ? [line.slice(6)] : []));
  const broken = data.find((piece) => piece !== "[DONE]" && jsonIn(piece) === undefined);
  return broken === undefined ? null : `an event that is no JSON: ${broken.slice(0, 300)}`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
