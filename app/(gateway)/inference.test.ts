import { afterAll, describe, expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { expectError } from "@/lib/testing/expect-error";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import type { Operation } from "@/lib/transport/operation";
import { operations as speech } from "./v1/audio/speech/endpoints";
import { operations as transcriptions } from "./v1/audio/transcriptions/endpoints";
import { operations as chat } from "./v1/chat/completions/endpoints";
import { operations as completeV1 } from "./v1/complete/endpoints";
import { operations as embeddings } from "./v1/embeddings/endpoints";
import { operations as images } from "./v1/images/generations/endpoints";
import { operations as responses } from "./v1/responses/endpoints";
import { operations as completeV2 } from "./v2/complete/endpoints";
import { operations as native } from "./v3/endpoints";

const gateway = await startGatewayServer("http://127.0.0.1:1/v1");
const { post, makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  expect(gateway.faults).toEqual([]);
});

const jsonOperations = [
  ...chat,
  ...responses,
  ...embeddings,
  ...images,
  ...speech,
  ...completeV1,
  ...completeV2,
  ...native,
];
/** What the sandbox, which needs no network, cannot do. */
const ELSEWHERE = ["/v1/responses", "/v3/ocr", "/v3/video"];
const bodyOf = ({ bodyExample }: Operation) => bodyExample as Record<string, unknown>;

describe.each(jsonOperations.map((operation) => ({ path: operation.path, operation })))(
  "$path",
  ({ path, operation }) => {
    test("answers its own example as it documents, or says that the sandbox cannot", async () => {
      const { authorization, keyId } = await makeCaller("sandbox/echo");
      const body = ELSEWHERE.includes(path)
        ? { ...bodyOf(operation), model: "sandbox/echo" }
        : bodyOf(operation);
      const answer = await post(path, authorization, body);
      if (ELSEWHERE.includes(path)) await expectError({ operation }, answer, 400, "feature_not_supported");
      else {
        expect(answer.status).toBe(200);
        const documented = operation.responses[200];
        if (documented?.contentType === undefined) {
          expect(documented?.schema?.safeParse(await answer.json()).error).toBeUndefined();
        }
      }
      expect(await rowsOf(keyId)).toHaveLength(1);
    });

    test.each([
      ["key_missing", ""],
      ["key_unknown", `Bearer ${newSecret()}`],
      ["key_wrong_scheme", "Basic eDp5"],
    ])("refuses %s in the shape of its clients", async (code, authorization) => {
      const answer = await post(path, authorization, bodyOf(operation));
      await expectError({ operation }, answer, 401, code);
    });

    test.each([
      ["broken JSON", '{"a": ', "invalid_json", 400],
      ["a list", "[]", "invalid_json", 400],
      ["a NUL", '{"a":"\0"}', "invalid_json", 400],
      ["invalid UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "invalid_json", 400],
      ["deep nesting", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "invalid_json", 400],
      ["nothing", "{}", "invalid_field", 400],
    ])("refuses %s, and the log tells it", async (_what, body, code, status) => {
      const { authorization, keyId } = await makeCaller("sandbox/echo");
      const answer = await post(path, authorization, "", { body: body as BodyInit });
      await expectError({ operation }, answer, status, code);
      expect(await rowsOf(keyId)).toMatchObject([{ errorCode: code, status, costNanoUsd: 0n }]);
    });

    test("refuses a compressed body and another method", async () => {
      const { authorization } = await makeCaller("sandbox/echo");
      const compressed = await post(path, authorization, "{}", { headers: { "content-encoding": "gzip" } });
      await expectError({ operation }, compressed, 415, "unsupported_media_type");
      const got = await fetch(gateway.url + path, { headers: { authorization } });
      expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    });
  },
);

test("a recording is described as the form that it is", () => {
  expect(transcriptions).toMatchObject([{ bodyContentType: "multipart/form-data", errorShape: "openai" }]);
});
