import { createSerializer } from "nuqs/server";
import { describe, expect, test } from "vitest";
import { keysSearchParams, loadKeysSearchParams, unknownFilters } from "./search-params";

const keysQuery = createSerializer(keysSearchParams);

const unfiltered = { status: null, health: null, tag: null, owner: null, scope: null, expires: null };
const defaults = { q: "", ...unfiltered, sort: "lastUsed", dir: "desc", cursor: null, limit: 25, new: false };

describe("the address of the key list", () => {
  test("an empty address shows the most recently used keys first", () => {
    expect(loadKeysSearchParams("")).toEqual(defaults);
  });

  test.each([
    ["sort=colour"],
    ["dir=sideways"],
    ["limit=7"],
    ["limit=-1"],
    ["limit=1e9"],
    ["limit="],
    ["new=maybe"],
    ["unheard=of"],
    ["status=odd"],
    ["health=noexpiry"],
    ["expires=true"],
    ["tag="],
  ])("a value that is not known is ignored: %s", (query) => {
    expect(loadKeysSearchParams(`?${query}`)).toEqual(defaults);
  });

  test("a NUL byte never reaches the database, and a search has an end", () => {
    expect(loadKeysSearchParams("?q=a%00b").q).toBe("ab");
    expect(loadKeysSearchParams(`?q=${"x".repeat(5_000)}`).q).toHaveLength(100);
  });

  test("of a repeated value the first counts", () => {
    expect(loadKeysSearchParams({ sort: ["name", "cost"], q: ["a", "b"] })).toMatchObject({
      sort: "name",
      q: "a",
    });
  });

  test("an address that was written reads back as the same view", () => {
    const view = {
      q: "prod & dev",
      status: "expiring",
      health: "noExpiry",
      tag: "a & b",
      owner: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
      scope: "read",
      expires: "no",
      sort: "cost",
      dir: "asc",
      cursor: "WzEsMl0",
      limit: 100,
      new: true,
    } as const;
    expect(loadKeysSearchParams(keysQuery(view))).toEqual(view);
  });

  test("defaults stay out of the address", () => {
    expect(keysQuery({ ...loadKeysSearchParams(""), cursor: null })).toBe("");
  });

  test("filters that say nothing known are named, once each", () => {
    expect(unknownFilters({ status: "odd", health: ["idle", "x"], scope: "", q: "x", sort: "odd" })).toEqual([
      "status",
      "scope",
    ]);
    expect(unknownFilters({})).toEqual([]);
  });
});
