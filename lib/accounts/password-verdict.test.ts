import { describe, expect, test } from "vitest";
import { hashPassword, passwordMatches } from "./password-hash";
import { passwordVerdict } from "./password-verdict";

const EMAIL = "ada.lovelace@example.com";

describe("a guessable password is refused with a reason", () => {
  test.each([
    ["eleven characters", "kd9#mQ2!xzP", /at least 12 characters; this has 11/],
    ["eleven emoji", "🦊🐢🌵🎻🚲🧊🪁🛶🧵🪐🌋", /this has 11/],
    ["a decomposed eleven", "é".normalize("NFD").repeat(11), /this has 11/],
    ["more than 1,000", "x1y2".repeat(251), /at most 1000 characters/],
    ["a listed one", "123456789987654321", /very common/],
    ["a listed one in capitals", "ADMINISTRATOR", /very common/],
    ["a listed one with digits behind", "password123456789", /very common/],
    ["a disguised one", "P@ssw0rd12345", /very common/],
    ["two listed ones", "passwordqwerty", /very common/],
    ["one listed one thrice", "passwordpasswordpassword", /very common/],
    ["one character", "aaaaaaaaaaaaaaaa", /very common/],
    ["a run of digits", "1234567890123456", /very common/],
    ["a run backwards", "zyxwvutsrqponm", /very common/],
    ["a row of keys", "qwertyuiopqwerty", /very common/],
    ["a short unit repeated", "xkq7xkq7xkq7xkq7", /very common/],
    ["the address", EMAIL, /not your e-mail address/],
    ["the address in capitals", EMAIL.toUpperCase(), /not your e-mail address/],
    ["its first part with digits", "AdaLovelace1815", /not your e-mail address/],
    ["its first part twice", "ada.lovelaceada.lovelace", /not your e-mail address/],
    ["a NUL", "correct horse\u0000battery", /NUL/],
  ])("%s", async (_case, password, reason) => {
    const verdict = await passwordVerdict(password, EMAIL);
    expect(verdict).toEqual({ ok: false, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(verdict)).not.toContain(password);
  });
});

describe("a long or unusual password is taken, whatever kinds of characters it has", () => {
  test.each([
    ["words", "correct horse battery staple"],
    ["lower case only", "vexedgloriouspumpkin"],
    ["digits only", "840275193648"],
    ["twelve emoji", "🦊🐢🌵🎻🚲🧊🪁🛶🧵🪐🌋🧭"],
    ["another script", "студёный ветер над рекой"],
    ["blanks around", "  loud purple kettle  "],
    ["64 characters", `${"k3 vR".repeat(12)}tail`],
    ["1,000 characters", "ab".repeat(20) + "z9-".repeat(320)],
  ])("%s", async (_case, password) => {
    expect(await passwordVerdict(password, EMAIL)).toEqual({ ok: true });
  });
});

test("two passwords of 80 characters that differ at the 75th are two passwords", async () => {
  const first = "a long pass phrase that nobody would guess, written out to eighty signs: 1234567";
  expect(first).toHaveLength(80);
  const second = `${first.slice(0, 74)}X${first.slice(75)}`;
  const hash = await hashPassword(first);
  expect(await passwordMatches(hash, first)).toBe(true);
  expect(await passwordMatches(hash, second)).toBe(false);
  expect(await passwordMatches(hash, first.slice(0, 79))).toBe(false);
});

test("a composed and a decomposed spelling are the same password; a blank at the end is not", async () => {
  const hash = await hashPassword("Crème brûlée à midi".normalize("NFC"));
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordMatches(hash, "Crème brûlée à midi".normalize("NFD"))).toBe(true);
  expect(await passwordMatches(hash, "Crème brûlée à midi ")).toBe(false);
});

test("nobody's password never matches, not even the decoy's", async () => {
  expect(await passwordMatches(null, "nobody has this password")).toBe(false);
});
