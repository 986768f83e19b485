import {
  OF_ALL,
  OF_ANTHROPIC,
  OF_FAULTS,
  OF_LIMITS,
  OF_SERVED_CALLS,
  OF_TOKENS,
  OWN,
  type OwnHeader,
} from "./described-headers";
import { callsModels, type ErrorShape, type Operation } from "./operation";

type Json = Record<string, unknown>;

const ALL: Record<string, Json> = {
  ...OF_ALL,
  ...OF_LIMITS,
  ...OF_TOKENS,
  ...OF_ANTHROPIC,
  ...OF_SERVED_CALLS,
  ...OF_FAULTS,
  ...OWN,
};

/** The headers of answers, as the document describes them. */
export const headerComponents: Record<string, Json> = Object.fromEntries(
  Object.entries(ALL).map(([name, header]) => [componentOf(name), header]),
);

/** The headers that an answer to an operation may have which gives what was asked for. */
export function answerHeadersOf(operation: Operation, own: readonly OwnHeader[]): Record<string, Json> {
  return referring([
    ...ofEvery(operation, operation.errorShape),
    ...(callsModels(operation) ? Object.keys(OF_SERVED_CALLS) : []),
    ...own,
  ]);
}

/** The headers that an answer with this status may have which tells an error. */
export function errorHeadersOf(operation: Operation, status: number): Record<string, Json> {
  const faults: Array<keyof typeof OF_FAULTS> =
    status === 401
      ? ["www-authenticate"]
      : status < 500 && status !== 429 && status !== 409
        ? ["x-should-retry"]
        : ["retry-after", "retry-after-ms", "x-should-retry"];
  return referring([...ofEvery(operation, operation.errorShape), ...faults]);
}

function ofEvery(operation: Operation, shape: ErrorShape | undefined): string[] {
  const calls = callsModels(operation);
  return [
    ...Object.keys(OF_ALL),
    ...(operation.auth ? Object.keys(OF_LIMITS) : []),
    ...(calls ? Object.keys(OF_TOKENS) : []),
    ...(calls && shape === "anthropic" ? Object.keys(OF_ANTHROPIC) : []),
  ];
}

function referring(names: string[]): Record<string, Json> {
  return Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${componentOf(name)}` }]),
  );
}

/** `x-request-id` is `XRequestId`. */
function componentOf(name: string): string {
  return name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}
