import { type Schema, typescriptOf } from "./typescript-of";

type Operation = {
  operationId: string;
  parameters: Array<{ name: string; in: string; required: boolean; schema: Schema }>;
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
export type OpenApi = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** What the client has methods for; a method by path (`request`) can do the rest. */
const TAGS = [/^\/v1\/(keys?|gates|logs|usage|spending|provider-keys|audit|models|limits|plan|alerts)(\/|$)/];
const JSON_TYPE = "application/json";

/** The types of the operations that the client has methods for, and of all they name, as TypeScript. */
export function typesText({ paths, components }: OpenApi): string {
  const operations = Object.entries(paths)
    .filter(([path]) => TAGS.some((tag) => tag.test(path)))
    .flatMap(([, methods]) => Object.values(methods))
    .toSorted((one, other) => (one.operationId < other.operationId ? -1 : 1));
  const types = operations.flatMap(typesOf);
  const named = namedIn(types.map(([, type]) => type).join("\n"), components.schemas);
  const lines = [...named, ...types].map(([name, type]) => `export type ${name} = ${type};\n`);
  return `// Made from the server's OpenAPI document by \`npm run generate -w @layer-ai/sdk\`. Do not edit.\n\n${lines.join("\n")}`;
}

function typesOf(operation: Operation): Array<[name: string, type: string]> {
  const id = `${operation.operationId.charAt(0).toUpperCase()}${operation.operationId.slice(1)}`;
  const query = operation.parameters.filter((parameter) => parameter.in === "query");
  const body = operation.requestBody?.content[JSON_TYPE]?.schema;
  const answers = Object.entries(operation.responses).flatMap(([status, { content }]) => {
    const schema = content?.[JSON_TYPE]?.schema;
    return /^2/.test(status) && schema !== undefined ? [schema] : [];
  });
  return [
    ...(query.length === 0 ? [] : [[`${id}Query`, queryType(query)] as [string, string]]),
    ...(body === undefined ? [] : [[`${id}Body`, typescriptOf(body)] as [string, string]]),
    ...(answers.length === 0 ? [] : [[`${id}Answer`, typescriptOf({ anyOf: answers })] as [string, string]]),
  ];
}

/** Fields with a default need not be sent, whatever the document requires. */
function queryType(parameters: Operation["parameters"]): string {
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
  const required = parameters.flatMap((one) =>
    one.required && !("default" in one.schema) ? [one.name] : [],
  );
  return typescriptOf({ type: "object", properties, required });
}

/** The components that a text names, and those that these name. */
function namedIn(text: string, schemas: Record<string, Schema>): Array<[name: string, type: string]> {
  const found = new Map<string, string>();
  const look = (within: string) => {
    for (const [name, schema] of Object.entries(schemas)) {
      if (found.has(name) || !new RegExp(`\\b${name}\\b(?!\\??:)`).test(within)) continue;
      const type = typescriptOf(schema);
      found.set(name, type);
      look(type);
    }
  };
  look(text);
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
