import fc from "fast-check";
import { expect, test } from "vitest";
import { secretShape } from "@/lib/core/secret-shape";
import { mintSecret } from "@/lib/keys/key-secret";
import { verifyKeyFormat } from "./key-format";

const SHAPES = {
  blanks: ["blank inside"],
  prefix: ["foreign", "slip"],
  length: ["short", "long"],
  characters: ["odd characters", "slip"],
  checksum: ["checksum"],
};

test("every key that the server makes is right", () => {
  for (let n = 0; n < 50; n += 1) expect(verifyKeyFormat(mintSecret().secret).valid).toBe(true);
});

test("whatever is done to a key, the judgement is the server's, and never repeats the key", () => {
  const place = fc.integer({ min: 0, max: 69 });
  const sign = fc.constantFrom("0", "f", "G", " ", "", "ab", "\n", "é", "_");
  const edits = fc.array(fc.tuple(place, sign), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(edits, (changes) => {
      const { secret } = mintSecret();
      const text = changes.reduce((now, [at, put]) => now.slice(0, at) + put + now.slice(at + 1), secret);
      const judged = verifyKeyFormat(text);
      const shape = secretShape(text);
      // An edit may put what stood there.
      expect(judged.valid).toBe(shape === "whole");
      if (judged.valid) return;
      expect(SHAPES[judged.problem]).toContain(shape);
      expect(judged.message).not.toContain(text.slice(6, 20));
    }),
  );
});
