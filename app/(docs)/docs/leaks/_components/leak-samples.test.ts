import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { CHECK_SAMPLE } from "./leak-samples";

test("the published check passes real keys and nothing else", () => {
  const body = CHECK_SAMPLE.replace(/^import .*\n/, "");
  const isLayerKey = new Function("crc32", `${body}; return isLayerKey;`)(crc32) as (text: string) => boolean;
  const secret = newSecret();
  expect(isLayerKey(secret)).toBe(true);
  expect(isLayerKey(secret.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).toBe(false);
  expect(isLayerKey("layer_")).toBe(false);
});
