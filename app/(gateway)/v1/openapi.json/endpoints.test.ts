import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { answersInPlace } from "@/lib/testing/answers-in-place";
import { schemaCheck } from "@/lib/testing/document-schemas";
import { callEndpoint } from "@/lib/testing/endpoint-suite";
import { setTestEnvironment } from "@/lib/testing/environment";
import { eventsIn } from "@/lib/testing/events-in";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { openApiEndpoints } from "./endpoints";

setTestEnvironment("postgres://nobody@127.0.0.1:1/none");

type Schema = Record<string, unknown>;
type Described = {
  operationId: string;
  tags: string[];
  security: object[];
  parameters: Array<{ name: string; in: string; required: boolean; schema: Schema }>;
  requestBody?: { content: Record<string, Schema> };
  responses: Record<
    string,
    { description: string; content?: Record<string, Schema>; "x-error-codes"?: ErrorCode[] }
  >;
};
type Document = {
  openapi: string;
  servers: object[];
  tags: Array<{ name: string; description: string; externalDocs: { url: string } }>;
  paths: Record<string, Record<string, Described>>;
  components: Schema;
};

let served: string | undefined;
let known: Document | undefined;

/** The document as programs get it. */
async function serve(): Promise<string> {
  if (served !== undefined) return served;
  const answer = await callEndpoint(openApiEndpoints[0] as Endpoint, {});
  expect(answer.status).toBe(200);
  served = await answer.text();
  return served;
}

async function read(): Promise<Document> {
  known ??= answersInPlace<Document>(JSON.parse(await serve()));
  return known;
}

test("the document is OpenAPI 3.1 for this address, by its official schema, and every reference resolves", async () => {
  const document: Document = JSON.parse(await serve());
  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "http://layer.test" }] });
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document) as never)).toEqual({ valid: true });
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    ([, path]) => path ?? "",
  );
  expect(references.length).toBeGreaterThan(100);
  for (const reference of new Set(references)) {
    const target = reference
      .split("/")
      .reduce<unknown>((at, part) => (at as Schema | undefined)?.[part], document);
    expect(target, reference).toBeTypeOf("object");
  }
});

test("an answer that several operations share is written once, so that the document stays small", async () => {
  const text = await serve();
  const answers = Object.values((JSON.parse(text) as Document).components.responses as Schema);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(answers.length);
  expect(Buffer.byteLength(text)).toBeLessThan(900_000);
});

test("every tag is described and leads to a page of the documentation, and every operation has one", async () => {
  const { tags, paths } = await read();
  const pages = readdirSync(join(import.meta.dirname, "../../../(docs)/docs"));
  for (const { name, description, externalDocs } of tags) {
    expect(description, name).toMatch(/^[A-Z].*\.$/);
    expect(pages, name).toContain(externalDocs.url.replace("http://layer.test/docs/", ""));
  }
  const used = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap((one) => one.tags));
  expect(new Set(used)).toEqual(new Set(tags.map(({ name }) => name)));
});

/** Every example in the document, with the schema that stands beside it. */
function examplesOf(document: Document): Array<{ where: string; schema: Schema; value: unknown }> {
  const { examples } = document.components as { examples: Record<string, { value: unknown }> };
  const shownBy = ({ $ref }: { $ref: string }) => examples[$ref.split("/").at(-1) ?? ""]?.value;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody, responses }]) =>
      [["request", requestBody] as const, ...Object.entries(responses)].flatMap(([what, described]) =>
        Object.entries(described?.content ?? {}).flatMap(([type, content]) => {
          const where = `${method} ${path} ${what} ${type}`;
          const errors = Object.values((content.examples ?? {}) as Record<string, { $ref: string }>);
          const values = "example" in content ? [content.example] : errors.map(shownBy);
          return values.map((value) => ({ where, schema: content.schema as Schema, value }));
        }),
      ),
    ),
  );
}

test("every body, answer and error has an example, and each fits its schema with nothing beside it", async () => {
  const document = await read();
  const check = schemaCheck(document as never, { closed: true });
  const examples = examplesOf(document);
  const wrong = examples.flatMap(({ where, schema, value }) => {
    const breach = check(schema, value);
    return breach === null ? [] : [`${where}: ${breach}`];
  });
  expect(wrong).toEqual([]);
  const places = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody, responses }]) =>
      [["request", requestBody] as const, ...Object.entries(responses)].flatMap(([what, described]) =>
        Object.keys(described?.content ?? {}).map((type) => `${method} ${path} ${what} ${type}`),
      ),
    ),
  );
  const shown = new Set(examples.map(({ where }) => where));
  expect(places.filter((place) => !shown.has(place))).toEqual([]);
});

test("each event of an example of a stream fits the schema of its data", async () => {
  const document = await read();
  const check = schemaCheck(document as never, { closed: true });
  let streams = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { responses } of Object.values(methods)) {
      const stream = responses["200"]?.content?.["text/event-stream"];
      if (stream === undefined) continue;
      streams += 1;
      const events = eventsIn(stream.example as string);
      expect(events.length, path).toBeGreaterThan(1);
      for (const event of events)
        expect([path, check(stream["x-event-schema"] as Schema, event)]).toEqual([path, null]);
    }
  }
  expect(streams).toBe(7);
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
  const refused = document.paths["/v1/keys"]?.get?.responses["401"];
  const deleted = { $ref: "#/components/examples/key_deleted" };
  expect(refused?.content?.["application/json"]).toMatchObject({ examples: { key_deleted: deleted } });
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      for (const [status, answer] of Object.entries(responses)) {
        const isNoError = status.startsWith("2") || path.endsWith("/ready");
        if (isNoError && !("x-error-codes" in answer)) continue;
        const codes = answer["x-error-codes"] ?? [];
        expect(codes.length, `${method} ${path} ${status}`).toBeGreaterThan(0);
        for (const code of codes) expect([code, ERRORS[code].status]).toEqual([code, Number(status)]);
        expect(Object.keys(answer.content?.["application/json"]?.examples ?? {})).toEqual(codes);
      }
    }
  }
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
