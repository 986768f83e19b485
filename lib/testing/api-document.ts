import type { JsonSchema } from "@/lib/core/json-schema";
import { answersInPlace } from "./answers-in-place";
import { type SchemaCheck, schemaCheck } from "./document-schemas";
import { eventsIn } from "./events-in";

type Content = Record<string, { schema: object; example?: unknown; "x-event-schema"?: object }>;
type Answer = { content?: Content; headers?: Record<string, object>; "x-error-codes"?: string[] };
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
  responses: Record<string, Answer>;
};
type Document = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** An operation as the document describes it. */
export type DocumentedOperation = Described & {
  method: string;
  path: string;
  body: { type: string; schema: JsonSchema; example: unknown } | null;
  /** What an answer breaks of the description; null when nothing. What is not documented breaks it. */
  breachOf(answer: Response): Promise<string | null>;
};

/** What HTTP itself puts on answers. */
const HTTP_HEADERS = [
  "content-type",
  "content-length",
  "date",
  "connection",
  "keep-alive",
  "transfer-encoding",
];
const SHOWN = 300;

/** The operations in the OpenAPI document that a server tells of itself. */
export async function documentedOperations(serverUrl: string): Promise<DocumentedOperation[]> {
  const text = await (await fetch(`${serverUrl}/v1/openapi.json`)).text();
  const document = answersInPlace<Document>(JSON.parse(text));
  const check = schemaCheck(document, { closed: true });
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...described,
      method: method.toUpperCase(),
      path,
      body: bodyOf(described, document),
      breachOf: answerCheck(described.responses, check),
    })),
  );
}

function bodyOf({ requestBody }: Described, document: Document): DocumentedOperation["body"] {
  const [first] = Object.entries(requestBody?.content ?? {});
  if (first === undefined) return null;
  const [type, { schema, example }] = first;
  return { type, schema: resolved(schema, document) as JsonSchema, example };
}

/** The same schema with what it refers to in its place; none of ours refers to itself. */
function resolved(schema: unknown, document: Document): unknown {
  if (Array.isArray(schema)) return schema.map((part) => resolved(part, document));
  if (typeof schema !== "object" || schema === null) return schema;
  const parts = Object.entries(schema).filter(([name]) => name !== "$ref");
  const own = Object.fromEntries(parts.map(([name, part]) => [name, resolved(part, document)]));
  if (!("$ref" in schema)) return own;
  const name = String(schema.$ref).split("/").at(-1) ?? "";
  return { ...(resolved(document.components.schemas[name], document) as object), ...own };
}

function answerCheck(responses: Described["responses"], check: SchemaCheck) {
  return async (answer: Response): Promise<string | null> => {
    const text = Buffer.from(await answer.arrayBuffer()).toString("utf8");
    const shown = text.slice(0, SHOWN);
    const documented = responses[answer.status];
    if (documented === undefined) return `undocumented status: ${shown}`;
    const known = Object.keys(documented.headers ?? {});
    const extra = [...answer.headers.keys()].filter((name) => ![...known, ...HTTP_HEADERS].includes(name));
    if (extra.length > 0) return `undocumented headers: ${extra.join(", ")}`;
    const fault = contentFault(answer, text, documented, check);
    return fault === null ? null : `${fault}: ${shown}`;
  };
}

function contentFault(answer: Response, text: string, documented: Answer, check: SchemaCheck): string | null {
  const given = answer.headers.get("content-type") ?? "";
  const contents = Object.entries(documented.content ?? {});
  if (contents.length === 0) return text === "" ? null : "a body where none is documented";
  const found = contents.find(([type]) => given.startsWith(type.replace("*", "")));
  if (found === undefined) return `content type ${given}`;
  const [type, content] = found;
  if (type === "text/event-stream") return eventsFault(text, content["x-event-schema"] ?? {}, check);
  if (type !== "application/json") return null;
  const json = jsonIn(text);
  if (json === undefined) return "no JSON";
  return check(content.schema, json) ?? codeFault(json, documented);
}

function eventsFault(text: string, schema: object, check: SchemaCheck): string | null {
  try {
    for (const event of eventsIn(text)) {
      const fault = check(schema, event);
      if (fault !== null) return `an event that ${fault}: ${JSON.stringify(event).slice(0, SHOWN)}`;
    }
    return null;
  } catch (error) {
    return `an event that is no JSON: ${error}`;
  }
}

/** A code that is not among those documented for the status; an error without one is in no shape of ours. */
function codeFault(json: unknown, { "x-error-codes": codes }: Answer): string | null {
  if (codes === undefined) return null;
  const { error } = json as { error?: string | { code?: string } };
  const code = typeof error === "object" ? error.code : error;
  return codes.includes(code ?? "") ? null : `the code ${code} is not documented for this status`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
