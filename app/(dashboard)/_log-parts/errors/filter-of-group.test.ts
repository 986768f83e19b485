import { expect, test } from "vitest";
import { filterOfGroup } from "./filter-of-group";

const group = {
  errorCode: "provider_failed",
  provider: "openai",
  cause: "Model … is overloaded, try again in … s",
};

test("a cause is looked for by its code, its provider and what its messages share", () => {
  expect(filterOfGroup({ test: true }, group)).toEqual({
    test: true,
    error: ["provider_failed"],
    provider: { in: ["openai"], notIn: [] },
    search: "is overloaded, try again in",
  });
});

test("what is searched for already stays, and a message without words of its own is not searched for", () => {
  expect(filterOfGroup({ search: "mine" }, group).search).toBe("mine");
  for (const cause of [null, "… …", "a … b"])
    expect(filterOfGroup({}, { ...group, cause })).not.toHaveProperty("search");
  expect(filterOfGroup({}, { ...group, provider: null }).provider).toEqual({ in: [null], notIn: [] });
});
