import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SECRET_PATTERN } from "@/lib/core/secret-shape";
import { hashSecret, inspectSecret, mintSecret } from "./key-secret";
import { readCredentials } from "./read-credentials";

const HEX = "0123456789abcdef";
const sample = Array.from({ length: 5 }, () => mintSecret().secret);

const codeOf = (text: string) => {
  const inspection = inspectSecret(text);
  return inspection.kind === "impossible" ? inspection.code : "plausible";
};

test("100,000 secrets all have the published pattern, are all distinct and use every digit alike", () => {
  const secrets = Array.from({ length: 100_000 }, () => mintSecret().secret);
  expect(secrets.filter((secret) => !SECRET_PATTERN.test(secret))).toEqual([]);
  expect(new Set(secrets).size).toBe(secrets.length);
  const counts = new Map<string, number>();
  for (const digit of secrets.map((secret) => secret.slice(6, 62)).join("")) {
    counts.set(digit, (counts.get(digit) ?? 0) + 1);
  }
  const expected = (secrets.length * 56) / 16;
  const chiSquare = [...HEX].reduce(
    (sum, digit) => sum + ((counts.get(digit) ?? 0) - expected) ** 2 / expected,
    0,
  );
  // 15 degrees of freedom: a fair generator stays below this in all but one of a million runs.
  expect(chiSquare).toBeLessThan(56.5);
});

test("what is stored of a secret is its SHA-256 and what people recognise it by", () => {
  const { secret, hash, prefix, lastFour } = mintSecret();
  expect(Buffer.from(hash).toString("hex")).toBe(createHash("sha256").update(secret).digest("hex"));
  expect(prefix).toBe(secret.slice(0, 12));
  expect(lastFour).toBe(secret.slice(66));
  expect(inspectSecret(secret)).toEqual({ kind: "plausible", hash: hashSecret(secret) });
});

describe("typing errors are caught without a database", () => {
  test("every wrong digit, at every place", () => {
    for (const secret of sample) {
      for (let place = 6; place < secret.length; place++) {
        for (const digit of HEX) {
          if (digit === secret[place]) continue;
          expect(codeOf(secret.slice(0, place) + digit + secret.slice(place + 1))).toBe("key_mistyped");
        }
      }
    }
  });

  test("every two neighbours that changed places", () => {
    for (const secret of sample) {
      for (let place = 6; place + 1 < secret.length; place++) {
        const [a = "", b = ""] = secret.slice(place, place + 2);
        if (a === b) continue;
        expect(codeOf(secret.slice(0, place) + b + a + secret.slice(place + 2))).toBe("key_mistyped");
      }
    }
  });

  test("every lost and every doubled character", () => {
    for (const secret of sample) {
      for (let place = 6; place < secret.length; place++) {
        expect(codeOf(secret.slice(0, place) + secret.slice(place + 1))).toBe("key_wrong_length");
        expect(codeOf(secret.slice(0, place) + secret[place] + secret.slice(place))).toBe("key_wrong_length");
      }
    }
  });
});

test("of 100,000 typing errors in real keys, 99.999 % at least are named as one, and nothing is asked for it", () => {
  const printable = Array.from({ length: 0x7e - 0x20 }, (_, at) => String.fromCharCode(0x21 + at));
  const replaced = fc.record({ place: fc.nat(69), character: fc.constantFrom(...printable) });
  const swapped = fc.record({ place: fc.nat(68) });
  const slips = fc.sample(fc.oneof(replaced, swapped), { seed: 20_261_124, numRuns: 130_000 });
  const typos = slips.flatMap((slip) => {
    const { secret } = mintSecret();
    const { place } = slip;
    const end = secret.slice(place + 2);
    const pair =
      "character" in slip ? slip.character + secret[place + 1] : `${secret[place + 1]}${secret[place]}`;
    const typo = `${secret.slice(0, place)}${place === 69 ? pair[0] : pair}${end}`;
    return typo === secret ? [] : [typo];
  });
  const tried = typos.slice(0, 100_000);
  expect(tried).toHaveLength(100_000);
  expect(tried.filter((typo) => codeOf(typo) !== "key_mistyped").length).toBeLessThanOrEqual(1);
  const headers = new Headers({ authorization: `Bearer ${tried[0]}` });
  expect(() => readCredentials(headers)).toThrow(expect.objectContaining({ code: "key_mistyped" }));
});

const [secret = ""] = sample;

test.each([
  ["a blank inside", `${secret.slice(0, 30)} ${secret.slice(30)}`, "key_has_blanks"],
  ["a line break at the end", `${secret}\n`, "key_has_blanks"],
  ["a no-break space", `${secret}\u00a0`, "key_has_blanks"],
  ["another product's key", "sk-proj-abcdefghijklmnop", "key_malformed"],
  ["nothing", "", "key_malformed"],
  ["the prefix in capitals", secret.toUpperCase(), "key_malformed"],
  ["the digits in capitals", `layer_${"ABCDEF12".repeat(8)}`, "key_malformed"],
  ["a letter that is no digit", `${secret.slice(0, 20)}g${secret.slice(21)}`, "key_mistyped"],
  ["a capital", `${secret.slice(0, 20)}A${secret.slice(21)}`, "key_mistyped"],
  ["a slip in the prefix", secret.replace("layer", "lsyer"), "key_mistyped"],
  ["two neighbours of the prefix that changed places", secret.replace("la", "al"), "key_mistyped"],
  ["three letters that are no digits", `${secret.slice(0, 20)}ghi${secret.slice(23)}`, "key_malformed"],
  ["the prefix alone", "layer_", "key_wrong_length"],
  ["one digit less", secret.slice(0, -1), "key_wrong_length"],
  ["one digit more", `${secret}0`, "key_wrong_length"],
  ["SQL", "' or 1=1 --", "key_has_blanks"],
  ["full-width digits", `layer_${"０".repeat(64)}`, "key_malformed"],
])("%s is told apart", (_what, text, code) => {
  expect(codeOf(text)).toBe(code);
});

test("a wrong length is told in numbers, which are not the secret's own characters", () => {
  expect(inspectSecret(secret.slice(0, 58))).toMatchObject({
    message: expect.stringContaining("too short: 58 of 70 characters"),
  });
  expect(inspectSecret(`${secret}ab`)).toMatchObject({
    message: expect.stringContaining("too long: 72 of 70 characters"),
  });
});

test("no message repeats any of what was sent", () => {
  const part = fc.stringMatching(/^[0-9a-zA-Z]{8,40}$/);
  fc.assert(
    fc.property(part, fc.constantFrom("layer_", "", " ", "Layer_"), (text, prefix) => {
      const inspection = inspectSecret(prefix + text);
      if (inspection.kind === "impossible") expect(inspection.message).not.toContain(text);
    }),
  );
});
