import { expect, test } from "vitest";
import { keyState, providerState } from "./provider-state";

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
  expect(providerState(keys, fromEnvironment, false).word).toBe(word);
});

test("a key that cannot be used now is failing, however well its last test went", () => {
  expect(providerState([works, off], true, true).word).toBe("Failing");
  expect(keyState(works, true).word).toBe("Failing");
  expect(keyState(off, true).word).toBe("Disabled");
});
