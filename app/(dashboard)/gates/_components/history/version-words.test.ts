import { expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { type GateId, type GateVersionId, newId } from "@/lib/core/ids";
import { chosenPair, type SavedVersion, versionWords, withChoice } from "./version-words";

const version = (number: number, given: Partial<SavedVersion> = {}): SavedVersion => ({
  id: newId<GateVersionId>(),
  gateId: newId<GateId>(),
  version: number,
  name: "n",
  settings: { ...DEFAULT_GATE_SETTINGS, model: "m" },
  action: "manual_update",
  changedFields: [],
  restoredVersion: null,
  note: null,
  by: null,
  byUserId: null,
  byEmail: null,
  createdAt: "2026-11-22T10:00:00Z",
  ...given,
});

test("a save says which fields it changed, each once and as the screen calls it", () => {
  const fields = ["model", "fallbackModels", "topP"];
  expect(versionWords(version(2, { changedFields: fields }))).toBe("Changed: Models, Top-p");
  expect(versionWords(version(1, { action: "create" }))).toBe("Created");
  const restored = { action: "rollback" as const, restoredVersion: 3, changedFields: ["model"] };
  expect(versionWords(version(5, restored))).toBe("Restored version 3");
});

test("two versions are compared from old to new, in whichever order they were chosen", () => {
  const [two, one] = [version(2), version(1)];
  expect(chosenPair([two, one], [two.id, one.id])).toEqual({ older: one, newer: two });
  expect(chosenPair([two, one], [two.id])).toBeNull();
});

test("a third choice takes the place of the first, and a choice can be taken back", () => {
  expect(withChoice(["a", "b"], "c")).toEqual(["b", "c"]);
  expect(withChoice(["a", "b"], "a")).toEqual(["b"]);
});
