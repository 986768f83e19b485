import { describe, expect, test } from "vitest";
import { originVerdict } from "./own-origin";

describe("a write must come from one of our own pages", () => {
  test.each([
    ["missing", null, false],
    ["null, as from a sandboxed frame", "null", false],
    ["foreign", "https://evil.example", false],
    ["a subdomain", "http://a.layer.test:3000", false],
    ["a longer name", "http://layer.test:3000.evil.example", false],
    ["another port", "http://layer.test:3001", false],
    ["another scheme", "ftp://layer.test:3000", false],
    ["junk", "layer.test:3000 ", false],
    ["empty", "", false],
    ["our host", "http://layer.test:3000", true],
    ["our host behind TLS", "https://layer.test:3000", true],
    ["our public address", "https://keys.example", true],
    ["our public address without TLS", "http://keys.example", false],
  ])("%s", (_case, origin, isOurs) => {
    expect(originVerdict(origin, "layer.test:3000", "https://keys.example")).toBe(isOurs);
  });

  test("without a Host nothing is ours", () => {
    expect(originVerdict("http://layer.test", null, null)).toBe(false);
  });
});
