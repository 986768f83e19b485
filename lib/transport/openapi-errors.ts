import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { errorHeadersOf } from "./openapi-headers";
import { codesOf, type ErrorShape, type Operation } from "./operation";

type Json = Record<string, unknown>;

/** The names of the schemas of errors. */
export const ERROR_SCHEMAS = { native: "Error", openai: "OpenAIError", anthropic: "AnthropicError" } as const;
const SHAPES = ["native", "openai", "anthropic"] as const;
const REQUEST_ID = "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b";

/** Error answers for one document. The same answer is written once, among `components`, and referred to by every operation that has it. */
export type AnswerWriter = { components: Record<string, Json>; write(name: string, answer: Json): Json };

/** A writer without answers yet. Different answers of one name are numbered in the order of the document. */
export function answerWriter(): AnswerWriter {
  const components: Record<string, Json> = {};
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const write = (name: string, answer: Json): Json => {
    const text = JSON.stringify(answer);
    const known = names.get(text);
    if (known !== undefined) return referenceTo(known);
    const count = (counts.get(name) ?? 0) + 1;
    const own = count === 1 ? name : `${name}_${count}`;
    counts.set(name, count);
    names.set(text, own);
    components[own] = answer;
    return referenceTo(own);
  };
  return { components, write };
}

function referenceTo(name: string): Json {
  return { $ref: `#/components/responses/${name}` };
}

/**
 * One answer per status. The codes that lead to it are in `x-error-codes` and each is an example; the schema leaves them open, so that
 * a client generated today accepts a code made tomorrow.
 */
export function errorAnswers(operation: Operation, { write }: AnswerWriter): Record<string, Json> {
  const answers: Record<string, Json> = {};
  const shape = operation.errorShape ?? "native";
  for (const status of new Set(codesOf(operation).map((code) => ERRORS[code].status))) {
    const codes = codesOf(operation).filter((code) => ERRORS[code].status === status);
    const examples = codes.map((code) => [
      code,
      { $ref: `#/components/examples/${exampleName(code, shape)}` },
    ]);
    answers[status] = write(`${ERROR_SCHEMAS[shape]}${status}`, {
      description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join("; "),
      headers: errorHeadersOf(operation, status),
      "x-error-codes": codes,
      content: {
        "application/json": {
          schema: { $ref: `#/components/schemas/${ERROR_SCHEMAS[shape]}` },
          examples: Object.fromEntries(examples),
        },
      },
    });
  }
  return answers;
}

/** An example per code and shape, which the answers of operations refer to. */
export function errorExamples(operations: readonly Operation[], serverUrl: string): Record<string, Json> {
  const examples: Record<string, Json> = {};
  for (const shape of SHAPES) {
    const own = operations.filter(({ errorShape = "native" }) => errorShape === shape);
    for (const code of new Set(own.flatMap(codesOf))) {
      const value = example(code, shape, serverUrl);
      examples[exampleName(code, shape)] = { summary: ERRORS[code].title, value };
    }
  }
  return examples;
}

function exampleName(code: ErrorCode, shape: ErrorShape): string {
  return shape === "native" ? code : `${shape}_${code}`;
}

function example(code: ErrorCode, shape: ErrorShape, serverUrl: string): Json {
  const message = `${ERRORS[code].title}.`;
  const docUrl = `${serverUrl}/docs/errors#${code}`;
  if (shape === "native") return { error: code, message, requestId: REQUEST_ID, docUrl };
  const { openai, anthropic } = ERRORS[code];
  if (shape === "openai") {
    const error = { message, type: openai, code, param: null, doc_url: docUrl, request_id: REQUEST_ID };
    return { error };
  }
  const error = {
    type: anthropic,
    message,
    code,
    param: null,
    details: { error_code: code },
    doc_url: docUrl,
  };
  return { type: "error", error, request_id: REQUEST_ID };
}

/** The shapes of errors that the document's answers refer to. */
export function errorSchemas(): Record<string, Json> {
  const text = { type: "string" };
  const code = { $ref: "#/components/schemas/ErrorCode" };
  const param = { type: ["string", "null"], description: "The field at fault, in dots." };
  const docUrl = {
    type: "string",
    format: "uri",
    description: "What the code means and what to do about it.",
  };
  const requestId = { type: "string", format: "uuid" };
  const inner = { message: text, code, param, doc_url: docUrl };
  const needed = ["type", "message", "code", "param", "doc_url"];
  const more = { description: "May have more members: facts a program can use." };
  return {
    ErrorCode: {
      // Open-ended, so that a client generated today accepts a code made tomorrow.
      anyOf: [{ type: "string", enum: Object.keys(ERRORS) }, text],
      description: "A closed list today; more may be added.",
    },
    Error: objectOf(["error", "message", "requestId", "docUrl"], {
      error: code,
      message: text,
      param: { ...text, description: param.description },
      details: { type: "object", description: "Facts a program can use.", additionalProperties: true },
      requestId,
      docUrl,
    }),
    AnthropicError: objectOf(["type", "error", "request_id"], {
      type: { type: "string", enum: ["error"] },
      error: {
        ...objectOf([...needed, "details"], {
          ...inner,
          type: { type: "string", enum: typesOf("anthropic") },
          details: objectOf(["error_code"], { error_code: code }),
        }),
        ...more,
        additionalProperties: true,
      },
      request_id: requestId,
    }),
    OpenAIError: objectOf(["error"], {
      error: {
        ...objectOf([...needed, "request_id"], {
          ...inner,
          type: { type: "string", enum: typesOf("openai") },
          request_id: requestId,
        }),
        ...more,
        additionalProperties: true,
      },
    }),
  };
}

function objectOf(required: string[], properties: Record<string, Json>): Json {
  return { type: "object", required, properties };
}

function typesOf(shape: "openai" | "anthropic"): string[] {
  return [...new Set(Object.values(ERRORS).map((error) => error[shape]))];
}
