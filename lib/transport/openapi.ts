import type { z } from "zod";
import {
  type AnswerWriter,
  answerWriter,
  ERROR_SCHEMAS,
  errorAnswers,
  errorExamples,
  errorSchemas,
} from "./openapi-errors";
import { answerHeadersOf, headerComponents } from "./openapi-headers";
import { type SchemaWriter, schemaWriter } from "./openapi-schemas";
import { TAGS } from "./openapi-tags";
import { needsOf, type Operation, type OperationResponse } from "./operation";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the operations. `serverUrl` is where clients reach this instance, without a path. */
export function openApiDocument(
  operations: readonly Operation[],
  { serverUrl, version }: { serverUrl: string; version: string },
): Json {
  const writer = schemaWriter();
  const errors = answerWriter();
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = path;
    path[operation.method.toLowerCase()] = describe(operation, writer, errors);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Layer API",
      version,
      summary: "Access keys for language models, what they may do, and what they cost.",
      description: aboutErrors(serverUrl),
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: serverUrl, description: "This instance." }],
    externalDocs: { url: `${serverUrl}/docs`, description: "The documentation of this instance." },
    tags: tagsOf(operations, serverUrl),
    paths,
    components: {
      securitySchemes,
      headers: headerComponents,
      responses: errors.components,
      examples: errorExamples(operations, serverUrl),
      schemas: { ...errorSchemas(), ...sorted(writer.components) },
    },
  };
}

function aboutErrors(serverUrl: string): string {
  return (
    `Every error has a code of its own; they are listed with their remedies at ${serverUrl}/docs/errors, and each answer has those ` +
    "that lead to it in `x-error-codes`. Beside them any address answers 405 `method_not_allowed` to a method that it does not have, " +
    "404 `not_found` where there is nothing, 431 `headers_too_large`, 408 `request_timeout` to what does not arrive in time, and 400 " +
    "`bad_request` to what is no HTTP. An answer that can come as server-sent events has the schema of their data in " +
    "`x-event-schema`. What the scope of a key has to allow for an operation is in its `x-permissions`. Answers may get new members: " +
    "let your client pass over those that it does not know."
  );
}

function tagsOf(operations: readonly Operation[], serverUrl: string): Json[] {
  const used = new Set<string>(operations.map(({ tag }) => tag));
  return Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, { description, page }]) => ({
      name,
      description,
      externalDocs: { url: `${serverUrl}${page}` },
    }));
}

function describe(operation: Operation, writer: SchemaWriter, errors: AnswerWriter): Json {
  const answers = Object.entries(operation.responses).map(([status, answer]) => [
    status,
    answerOf(answer, operation, writer),
  ]);
  return {
    operationId: operation.operationId,
    tags: [operation.tag],
    summary: operation.summary,
    description: operation.description,
    "x-permissions": needsOf(operation).map(([resource, access]) => `${resource}:${access}`),
    security: operation.auth ? [{ bearer: [] }, { apiKey: [] }] : [],
    parameters: [
      ...parametersOf(operation.params, "path", writer),
      ...parametersOf(operation.query, "query", writer),
      ...parametersOf(operation.headers, "header", writer),
    ],
    ...(operation.body === undefined ? {} : { requestBody: requestBody(operation, writer) }),
    responses: { ...Object.fromEntries(answers), ...errorAnswers(operation, errors) },
  };
}

function parametersOf(
  schema: z.ZodObject | undefined,
  place: "path" | "query" | "header",
  writer: SchemaWriter,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = writer.write(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function requestBody(
  { body, bodyExample, bodyContentType = "application/json" }: Operation,
  { write }: SchemaWriter,
): Json {
  const example = bodyExample === undefined ? {} : { example: bodyExample };
  return {
    required: body?.safeParse(undefined).success !== true,
    content: { [bodyContentType]: { schema: body === undefined ? {} : write(body), ...example } },
  };
}

function answerOf(answer: OperationResponse, operation: Operation, { write }: SchemaWriter): Json {
  const { description, schema, example, contentType, textContentType, textExample, events } = answer;
  const headers = answerHeadersOf(operation, answer.headers ?? []);
  if (schema === null) return { description, headers };
  const text = (given?: string) => ({
    schema: { type: "string" },
    ...(given === undefined ? {} : { example: given }),
  });
  return {
    description,
    headers,
    content: {
      [contentType ?? "application/json"]: {
        schema: write(schema),
        ...(example === undefined ? {} : { example }),
      },
      ...(textContentType === undefined ? {} : { [textContentType]: text(textExample) }),
      ...(events === undefined
        ? {}
        : {
            "text/event-stream": {
              ...text(events.example),
              "x-event-schema": eventSchema(events, operation, write),
            },
          }),
    },
  };
}

/** A stream that breaks off tells an error in the shape of its clients; the native API's has a shape of its own. */
function eventSchema(
  { schema }: { schema: z.ZodType },
  { errorShape = "native" }: Operation,
  write: SchemaWriter["write"],
): Json {
  if (errorShape === "native") return write(schema);
  return { anyOf: [write(schema), { $ref: `#/components/schemas/${ERROR_SCHEMAS[errorShape]}` }] };
}

const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", description: "Authorization: Bearer your-api-key" },
  apiKey: {
    type: "apiKey",
    in: "header",
    name: "x-api-key",
    description: "The same key where Anthropic's clients put it.",
  },
};

function sorted(components: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(components).sort(([one], [other]) => (one < other ? -1 : 1)));
}
