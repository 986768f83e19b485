import { expect, test } from "vitest";
import { providerState } from "./provider-state";

const works = { isActive: true, lastCheckError: null };
const fails = { isActive: true, lastCheckError: "OpenAI does not accept this key." };
const off = { isActive: false, lastCheckError: "OpenAI does not accept this key." };

test.each([
  ["Not set", [], false],
  ["From environment", [], true],
  ["Working", [works], false],
  ["Working", [works, off], true],
  ["Failing", [works, fails], true],
  ["Disabled", [off], false],
  ["From environment", [off], true],
])("says %s", (word, keys, fromEnvironment) => {
  expect(providerState(keys, fromEnvironment).word).toBe(word);
});
