import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AccountId, newId } from "@/lib/core/ids";
import { SecretUnreadable, secretBox } from "./secret-box";

const current = randomBytes(32);
const box = secretBox({ current });
const place = { table: "provider_keys", rowId: newId(), accountId: newId<AccountId>() };
const SECRET = "sk-proj-0123456789-the-secret";

test("what is sealed opens again in its place, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const whole = text.toWellFormed();
      expect(box.open(box.seal(whole, place), place)).toBe(whole);
    }),
  );
});

test("the same key sealed twice gives different bytes, and neither shows it", () => {
  const [one, two] = [box.seal(SECRET, place), box.seal(SECRET, place)];
  expect(one).not.toEqual(two);
  for (const sealed of [one, two]) expect(Buffer.from(sealed).toString("latin1")).not.toContain("the-secret");
});

test("a flipped bit anywhere is noticed", () => {
  const sealed = box.seal(SECRET, place);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => box.open(changed, place), `byte ${at}`).toThrow(SecretUnreadable);
  }
  for (const length of [0, 1, 20, sealed.length - 1]) {
    expect(() => box.open(sealed.subarray(0, length), place)).toThrow(SecretUnreadable);
  }
});

test.each([
  ["row", { rowId: newId() }],
  ["account", { accountId: newId<AccountId>() }],
  ["table", { table: "webhooks" }],
])("bytes that were moved to another %s do not open", (_what, elsewhere) => {
  expect(() => box.open(box.seal(SECRET, place), { ...place, ...elsewhere })).toThrow(/another row/);
});

test("the previous master key still opens what it sealed, and new texts take the current one", () => {
  const next = randomBytes(32);
  const rotated = secretBox({ current: next, previous: current });
  expect(rotated.open(box.seal(SECRET, place), place)).toBe(SECRET);
  expect(secretBox({ current: next }).open(rotated.seal(SECRET, place), place)).toBe(SECRET);
});

test("another master key opens nothing, and its error repeats nothing", () => {
  const other = secretBox({ current: randomBytes(32) });
  const sealed = box.seal(SECRET, place);
  expect(() => other.open(sealed, place)).toThrow(
    "The encrypted secret cannot be read: it was encrypted with another ENCRYPTION_KEY.",
  );
});
