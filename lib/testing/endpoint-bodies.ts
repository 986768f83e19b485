import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { expectError } from "./expect-error";

/** A call of an endpoint. `id` is the first parameter of its path, `below` the one after it. */
export type Sent = {
  secret?: string;
  id?: string;
  below?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
};

/** Fields that no body has, but for an endpoint that is about one of them. */
const NOT_SETTABLE = [
  "id",
  "userId",
  "accountId",
  "role",
  "plan",
  "createdAt",
  "keyHash",
  "constructor",
  "__proto__",
];

/** What an endpoint with a body owes its callers: the refusals of bodies and fields. `fresh` is a good call of a new account. */
export function bodyTests(
  endpoint: Endpoint,
  options: { fresh: () => Promise<Sent>; send: (sent: Sent) => Promise<Response>; bodyIsOptional: boolean },
): void {
  const { fresh, send, bodyIsOptional } = options;
  const example = endpoint.operation.bodyExample as Record<string, unknown>;
  const withField = (field: string) => `{${JSON.stringify(field)}:1,${JSON.stringify(example).slice(1)}`;
  const empty: [string, number, string, BodyInit] = ["an empty body", 400, "invalid_field", ""];
  const cases: Array<[string, number, string, BodyInit]> = [
    ...(bodyIsOptional ? [] : [empty]),
    ["broken JSON", 400, "invalid_json", '{"name": '],
    ["invalid UTF-8", 400, "invalid_json", new Uint8Array([0x22, 0xff, 0x22])],
    ["a NUL byte", 400, "invalid_json", '{"name":"\0"}'],
    ["100,000 levels", 400, "invalid_json", "[".repeat(100_000)],
    ["a list", 400, "invalid_field", "[]"],
    ["null", 400, "invalid_field", "null"],
    ["too long a body", 413, "payload_too_large", `"${"a".repeat(1024 * 1024)}"`],
  ];
  test.each(cases)("refuses %s with %i %s", async (_case, status, code, body) => {
    const answer = await send({ ...(await fresh()), body });
    await expectError(endpoint, answer, status, code);
  });

  test("refuses another content type than JSON", async () => {
    const sent = await fresh();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await expectError(endpoint, await send({ ...sent, headers }), 415, "unsupported_media_type");
  });

  test("refuses a compressed body, and says so", async () => {
    const sent = await fresh();
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const answer = await send({ ...sent, headers, body: new Uint8Array(gzipSync("{}")) });
    await expectError(endpoint, answer, 415, "unsupported_media_type");
  });

  test.each(NOT_SETTABLE.filter((field) => !Object.hasOwn(example, field)))(
    "refuses the field %s, which is not one to set",
    async (field) => {
      const sent = { ...(await fresh()), body: withField(field) };
      const body = await expectError(endpoint, await send(sent), 400, "unknown_field");
      expect(body.param).toBe(field);
    },
  );
}
