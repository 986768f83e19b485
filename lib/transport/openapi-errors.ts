import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { headersOf } from "./openapi-headers";
import { codesOf, type ErrorShape, type Operation } from "./operation";

type Json = Record<string, unknown>;

const SCHEMAS = { native: "Error", openai: "OpenAIError", anthropic: "AnthropicError" } as const;

/** One answer per status; each code that leads to it is an example. */
export function errorAnswers(operation: Operation, serverUrl: string): Record<string, Json> {
  const answers: Record<string, Json> = {};
  const shape = operation.errorShape ?? "native";
  for (const status of new Set(codesOf(operation).map((code) => ERRORS[code].status))) {
    const codes = codesOf(operation).filter((code) => ERRORS[code].status === status);
    const examples = codes.map((code) => [
      code,
      { summary: ERRORS[code].title, value: example(code, shape, serverUrl) },
    ]);
    answers[status] = {
      description: codes.map((code) => ERRORS[code].title).join("; "),
      headers: headersOf(operation),
      content: {
        "application/json": {
          schema: { $ref: `#/components/schemas/${SCHEMAS[shape]}` },
          examples: Object.fromEntries(examples),
        },
      },
    };
  }
  return answers;
}

function example(code: ErrorCode, shape: ErrorShape, serverUrl: string): Json {
  const message = `${ERRORS[code].title}.`;
  const docUrl = `${serverUrl}/docs/errors#${code}`;
  const requestId = "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b";
  if (shape === "native") return { error: code, message, requestId, docUrl };
  if (shape === "anthropic") {
    const error = { type: ERRORS[code].anthropic, message, code, param: null, doc_url: docUrl };
    return { type: "error", error, request_id: requestId };
  }
  const type = ERRORS[code].openai;
  return { error: { message, type, code, param: null, doc_url: docUrl, request_id: requestId } };
}

/** The shapes of errors that the document's answers refer to. */
export function errorSchemas(): Record<string, Json> {
  const codes = Object.keys(ERRORS);
  // Open-ended, so that a client generated today accepts a code made tomorrow.
  const code = { anyOf: [{ type: "string", enum: codes }, { type: "string" }] };
  const text = { type: "string" };
  return {
    ErrorCode: { ...code, description: "A closed list today; more may be added." },
    Error: {
      type: "object",
      required: ["error", "message", "requestId", "docUrl"],
      properties: {
        error: { $ref: "#/components/schemas/ErrorCode" },
        message: text,
        param: { ...text, description: "The field at fault, in dots." },
        details: { type: "object", additionalProperties: true },
        requestId: { type: "string", format: "uuid" },
        docUrl: { type: "string", format: "uri" },
      },
    },
    AnthropicError: {
      type: "object",
      required: ["type", "error", "request_id"],
      properties: {
        type: { type: "string", enum: ["error"] },
        error: {
          type: "object",
          required: ["type", "message", "code"],
          properties: {
            type: text,
            message: text,
            code: { $ref: "#/components/schemas/ErrorCode" },
            param: { type: ["string", "null"] },
            doc_url: { type: "string", format: "uri" },
          },
        },
        request_id: { type: "string", format: "uuid" },
      },
    },
    OpenAIError: {
      type: "object",
      required: ["error"],
      properties: {
        error: {
          type: "object",
          required: ["message", "type", "code", "param"],
          properties: {
            message: text,
            type: text,
            code: { $ref: "#/components/schemas/ErrorCode" },
            param: { type: ["string", "null"] },
            doc_url: { type: "string", format: "uri" },
            request_id: { type: "string", format: "uuid" },
          },
        },
      },
    },
  };
}
