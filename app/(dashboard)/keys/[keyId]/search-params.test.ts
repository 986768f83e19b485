import { createSerializer } from "nuqs/server";
import { describe, expect, test } from "vitest";
import { keySearchParams, loadKeySearchParams } from "./search-params";

const keyQuery = createSerializer(keySearchParams);

const defaults = { range: "30d", from: null, to: null, zone: null, metric: "cost" };

describe("the address of a key's page", () => {
  test.each([
    ["range=1y"],
    ["from=yesterday"],
    ["from=2026-02-30"],
    ["from=2026-13-01"],
    ["to=2026-1-1"],
    ["zone=Mars/Olympus"],
    ["zone=%2B05:30"],
    ["metric=joy"],
    ["from=%00"],
  ])("a value that is not known is ignored: %s", (query) => {
    expect(loadKeySearchParams(`?${query}`)).toEqual(defaults);
  });

  test("an address that was written reads back as the same view", () => {
    const view = {
      range: "custom",
      from: "2024-02-29",
      to: "2026-11-22",
      zone: "America/Argentina/Buenos_Aires",
      metric: "tokens",
    } as const;
    expect(loadKeySearchParams(keyQuery(view))).toEqual(view);
  });
});
