import { apiDocument } from "@/app/(gateway)/_document/api-document";
import type { JsonSchema } from "@/lib/core/json-schema";

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
};
type Content = Record<string, { schema: JsonSchema; example?: unknown; "x-event-schema"?: JsonSchema }>;
export type Answer = { description: string; content?: Content; "x-error-codes"?: string[] };
type Described = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: object[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Answer | { $ref: string }>;
  "x-permissions": string[];
};
/** An operation of the document with its address and its answers in place. */
export type ReferenceOperation = Omit<Described, "responses"> & {
  method: string;
  path: string;
  answers: Array<[status: string, answer: Answer]>;
};
type ApiDocument = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, JsonSchema>; responses: Record<string, Answer> };
};

let known: { operations: ReferenceOperation[]; schemas: Record<string, JsonSchema> } | undefined;

/** The operations and the named schemas of the OpenAPI document that this server answers with. */
export function referenceDocument(): NonNullable<typeof known> {
  if (known !== undefined) return known;
  const { paths, components } = apiDocument() as ApiDocument;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses, ...described }]) => ({
      ...described,
      method: method.toUpperCase(),
      path,
      answers: Object.entries(responses).map(([status, answer]): [string, Answer] => [
        status,
        "$ref" in answer ? inPlace(answer.$ref, components) : answer,
      ]),
    })),
  );
  known = { operations, schemas: components.schemas };
  return known;
}

function inPlace(reference: string, { responses }: ApiDocument["components"]): Answer {
  return responses[nameIn(reference)] ?? { description: "" };
}

/** What a reference within the document names. */
export function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
