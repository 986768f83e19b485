import { expect, test } from "vitest";
import { type KeyId, newId } from "@/lib/core/ids";
import { alertRowsHref } from "./alert-rows-href";

const keyId = newId<KeyId>();
const span = { from: "2026-11-28T12:00:00.000Z", to: "2026-11-28T12:05:00.000Z" };

test("an alert leads to the rows it was raised for: its key, its span, and what it is about", () => {
  const href = alertRowsHref({
    keyId,
    data: { ...span, status: "error", model: "openai/gpt-4o", requests: 12 },
  });
  expect(Object.fromEntries(new URLSearchParams(href?.slice("/logs?".length)))).toEqual({
    key: keyId,
    model: "openai/gpt-4o",
    failed: "true",
    range: "custom",
    ...span,
  });
});

test("an alert without a span of requests leads nowhere", () => {
  expect(alertRowsHref({ keyId, data: { where: "a public repository" } })).toBeNull();
  expect(alertRowsHref({ keyId, data: { from: "x", to: 3 } })).toBeNull();
  expect(alertRowsHref({ keyId: null, data: span })).toBeNull();
});
