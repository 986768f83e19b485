import { expect, test } from "vitest";
import { findListing, listedModels } from "./price-list";

const LISTS = ["openai", "anthropic", "google", "mistral"];

test.each(LISTS)(
  "every model of the list of %s is found under the name it is listed by, once",
  (provider) => {
    const models = listedModels(provider);
    expect(models.length).toBeGreaterThan(20);
    const names = models.map(({ model }) => model);
    expect(new Set(names).size).toBe(names.length);
    for (const { model, info } of models) expect(findListing(provider, model)?.info).toBe(info);
  },
);

test("no model is listed by two providers, so that a bare name says whose it is", () => {
  for (const provider of LISTS) {
    for (const { model } of listedModels(provider)) {
      const sellers = LISTS.filter((other) => findListing(other, model) !== null);
      expect(sellers, model).toEqual([provider]);
    }
  }
});

test("names that nobody can call are left out or replaced by one that can be called", () => {
  const names = LISTS.flatMap((provider) => listedModels(provider).map(({ model }) => model));
  for (const variant of ["ft:gpt-4o", "gpt-4o-mini-2024-07-18.ft-", "gpt-4o:extended", "mistral-nemo:free"]) {
    expect(names).not.toContain(variant);
  }
  expect(names).not.toContain("moderation");
  expect(names).toContain("omni-moderation-latest");
  expect(names).not.toContain("codestral");
  expect(names).toContain("codestral-latest");
  expect(names.filter((name) => name.includes("claude") && findListing("google", name) !== null)).toEqual([]);
});

test("a provider that nobody knows has no list", () => {
  for (const name of ["nobody", "constructor", "__proto__", "", "my-openai"]) {
    expect(listedModels(name)).toEqual([]);
  }
});
