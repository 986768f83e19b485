import { z } from "zod";
import { errorAnswers, errorSchemas } from "./openapi-errors";
import { headerComponents, headersOf } from "./openapi-headers";
import type { Operation, OperationResponse } from "./operation";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the operations. `serverUrl` is where clients reach this instance, without a path. */
export function openApiDocument(
  operations: readonly Operation[],
  { serverUrl, version }: { serverUrl: string; version: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = path;
    path[operation.method.toLowerCase()] = describe(operation, serverUrl);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Layer API",
      version,
      description: `Every error has a code of its own; they are listed with their remedies at ${serverUrl}/docs/errors.`,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { securitySchemes, headers: headerComponents, schemas: errorSchemas() },
  };
}

function describe(operation: Operation, serverUrl: string): Json {
  const answers = Object.entries(operation.responses).map(([status, answer]) => [
    status,
    answerOf(answer, operation),
  ]);
  return {
    operationId: operation.operationId,
    tags: [operation.tag],
    summary: operation.summary,
    description: operation.description,
    security: operation.auth ? [{ bearer: [] }, { apiKey: [] }] : [],
    parameters: [
      ...parametersOf(operation.params, "path"),
      ...parametersOf(operation.query, "query"),
      ...parametersOf(operation.headers, "header"),
    ],
    ...(operation.body === undefined ? {} : { requestBody: requestBody(operation) }),
    responses: { ...Object.fromEntries(answers), ...errorAnswers(operation, serverUrl) },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: "path" | "query" | "header"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
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

function requestBody({ body, bodyExample, bodyContentType = "application/json" }: Operation): Json {
  const example = bodyExample === undefined ? {} : { example: bodyExample };
  return {
    required: body?.safeParse(undefined).success !== true,
    content: { [bodyContentType]: { schema: body === undefined ? {} : jsonSchema(body), ...example } },
  };
}

function answerOf(answer: OperationResponse, operation: Operation): Json {
  const { description, schema, example, contentType, textContentType } = answer;
  const headers = headersOf(operation);
  if (schema === null) return { description, headers };
  const shown = example === undefined ? {} : { example };
  return {
    description,
    headers,
    content: {
      [contentType ?? "application/json"]: { schema: jsonSchema(schema), ...shown },
      ...(textContentType === undefined ? {} : { [textContentType]: { schema: { type: "string" } } }),
    },
  };
}

const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", description: "Authorization: Bearer your-api-key" },
  apiKey: { type: "apiKey", in: "header", name: "x-api-key" },
};

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" }) as Json;
  return rest;
}
