import type { Parameter, ReferenceOperation } from "./api-document";

/** What an operation is tried with: its parameters with values to start from, and its body as text. */
export type RequestExample = {
  method: string;
  path: string;
  withKey: boolean;
  /** Whether it is a call of a model, and so costs something. */
  callsModel: boolean;
  /** Whether something is made, changed or deleted by it. */
  changes: boolean;
  parameters: Array<Pick<Parameter, "name" | "in" | "required"> & { value: string }>;
  /** Null for what has no body. */
  body: string | null;
  /** A body that is no JSON, which a text field cannot send. */
  isForm: boolean;
};

/** The request that the document's examples make. */
export function requestExample(operation: ReferenceOperation): RequestExample {
  const { method, path, requestBody, security, parameters } = operation;
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const isJson = type === "application/json";
  const permissions = operation["x-permissions"];
  return {
    method,
    path,
    withKey: security.length > 0,
    callsModel: permissions.includes("inference:write"),
    changes:
      method !== "GET" &&
      !(permissions.length > 0 && permissions.every((permission) => permission.endsWith(":read"))),
    parameters: parameters.map(({ name, in: place, required, schema }) => ({
      name,
      in: place,
      required,
      value: typeof schema.example === "string" ? schema.example : "",
    })),
    body: isJson ? JSON.stringify(content?.example ?? {}, null, 2) : null,
    isForm: type !== undefined && !isJson,
  };
}

/** The path with its parameters filled in and those of the query behind it; what is empty is left out. */
export function addressOf(path: string, parameters: RequestExample["parameters"]): string {
  const filled = parameters
    .filter(({ in: place, value }) => place === "path" && value !== "")
    .reduce((at, { name, value }) => at.replace(`{${name}}`, encodeURIComponent(value)), path);
  const query = parameters.filter(({ in: place, value }) => place === "query" && value !== "");
  const search = new URLSearchParams(query.map(({ name, value }) => [name, value]));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/** The headers that the parameters name. */
export function headersOf(parameters: RequestExample["parameters"]): Array<[name: string, value: string]> {
  return parameters
    .filter(({ in: place, value }) => place === "header" && value !== "")
    .map(({ name, value }) => [name, value]);
}
