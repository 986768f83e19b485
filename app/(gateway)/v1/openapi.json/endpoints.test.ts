import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERRORS } from "@/lib/core/errors";
import { callEndpoint } from "@/lib/testing/endpoint-suite";
import { setTestEnvironment } from "@/lib/testing/environment";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { openApiEndpoints } from "./endpoints";

setTestEnvironment("postgres://nobody@127.0.0.1:1/none");

type Schema = Record<string, unknown>;
type Described = {
  operationId: string;
  security: object[];
  parameters: Array<{ name: string; in: string; required: boolean; schema: Schema }>;
  requestBody?: { content: Record<string, { schema: Schema; example: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, Schema> }>;
};
type Document = {
  openapi: string;
  servers: object[];
  paths: Record<string, Record<string, Described>>;
  components: Schema;
};

async function read(): Promise<Document> {
  const answer = await callEndpoint(openApiEndpoints[0] as Endpoint, {});
  expect(answer.status).toBe(200);
  return answer.json();
}

test("the document is OpenAPI 3.1 for this address, and every reference in it resolves", async () => {
  const document = await read();
  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "http://layer.test" }] });
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    ([, path]) => path ?? "",
  );
  expect(references.length).toBeGreaterThan(0);
  for (const reference of new Set(references)) {
    const target = reference
      .split("/")
      .reduce<unknown>((at, part) => (at as Schema | undefined)?.[part], document);
    expect(target, reference).toBeTypeOf("object");
  }
});

test("every operation has its own id, answers, parameters of its path and an example of its body", async () => {
  const { paths } = await read();
  const ids: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = `${method} ${path}`;
      ids.push(operation.operationId);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(
        inPath.map((parameter) => parameter.name),
        name,
      ).toEqual(named);
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith("2")),
        name,
      ).toBe(true);
      const isOpen = operation.security.length === 0;
      // What is signed needs no key, but a signature; metrics need a token of their own.
      const isHeldOtherwise = ["/v1/keys/report/github", "/metrics", "/api/metrics"].includes(path);
      expect("401" in operation.responses, name).toBe(!isOpen || isHeldOtherwise);
      for (const { example, schema } of Object.values(operation.requestBody?.content ?? {})) {
        expect(example, name).toBeDefined();
        expect(schema, name).toBeTypeOf("object");
      }
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
});

test("every error code is named, and every documented one is a code we have", async () => {
  const document = await read();
  const { schemas } = document.components as {
    schemas: { ErrorCode: { anyOf: Array<{ enum?: string[] }> } };
  };
  expect(schemas.ErrorCode.anyOf[0]?.enum).toEqual(Object.keys(ERRORS));
  expect(document.paths["/v1/keys"]?.get?.responses["401"]?.content?.["application/json"]).toMatchObject({
    examples: { key_deleted: { value: { error: "key_deleted" } } },
  });
});

test("every route folder of the API is in the document, and nothing else is", async () => {
  const { paths } = await read();
  const root = join(import.meta.dirname, "../..");
  const routes = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
    .map((file) => `/${file.slice(0, -"/route.ts".length).replace(/\[(\w+)\]/g, "{$1}")}`);
  expect(Object.keys(paths).toSorted()).toEqual(routes.toSorted());
});
