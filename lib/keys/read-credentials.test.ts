import { describe, expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { AppError } from "@/lib/core/errors";
import { hashSecret } from "./key-secret";
import { readCredentials } from "./read-credentials";

const secret = newSecret();

function refusalOf(headers: Record<string, string>): AppError {
  try {
    readCredentials(new Headers(headers));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

describe("a secret is accepted", () => {
  test.each<[string, Record<string, string>]>([
    ["after Bearer", { authorization: `Bearer ${secret}` }],
    ["after bearer in any case, as RFC 9110 has it", { authorization: `bEARER ${secret}` }],
    ["in x-api-key", { "x-api-key": secret }],
    [
      "in x-api-key when Authorization has something else",
      { "x-api-key": secret, authorization: "Basic eDp5" },
    ],
    ["after Bearer when x-api-key is empty", { "x-api-key": "", authorization: `Bearer ${secret}` }],
  ])("%s", (_where, headers) => {
    expect(readCredentials(new Headers(headers))).toEqual(hashSecret(secret));
  });
});

describe("every way to fail has its own code and a sentence that helps", () => {
  test.each<[string, Record<string, string>, string, RegExp]>([
    ["no header", {}, "key_missing", /Authorization: Bearer your-api-key/],
    ["an empty header", { authorization: "" }, "key_missing", /Bearer/],
    ["Bearer without a key", { authorization: "Bearer" }, "key_missing", /after Bearer is empty/],
    ["Bearer with blanks for a key", { authorization: "Bearer    " }, "key_missing", /after Bearer is empty/],
    ["another scheme", { authorization: `Basic ${secret}` }, "key_wrong_scheme", /another scheme/],
    ["the key without Bearer", { authorization: secret }, "key_wrong_scheme", /not the word Bearer/],
    ["the word Key", { authorization: `Key ${secret}` }, "key_wrong_scheme", /another scheme/],
    ["two blanks after Bearer", { authorization: `Bearer  ${secret}` }, "key_has_blanks", /blanks/],
    [
      "a blank inside",
      { authorization: `Bearer ${secret.slice(0, 9)} ${secret.slice(9)}` },
      "key_has_blanks",
      /blanks/,
    ],
    ["Bearer twice", { authorization: `Bearer Bearer ${secret}` }, "key_has_blanks", /blanks/],
    ["two keys", { "x-api-key": `${secret}, ${secret}` }, "key_has_blanks", /blanks/],
    ["quotes around it", { authorization: `Bearer "${secret}"` }, "key_malformed", /starts with "layer_"/],
    [
      "the placeholder of the documentation",
      { authorization: "Bearer your-api-key" },
      "key_malformed",
      /layer_/,
    ],
    [
      "too short",
      { authorization: `Bearer ${secret.slice(0, 58)}` },
      "key_wrong_length",
      /58 of 70 characters/,
    ],
    ["too long", { authorization: `Bearer ${secret}1` }, "key_wrong_length", /71 of 70 characters/],
    [
      "capitals",
      { authorization: `Bearer layer_${secret.slice(6, 60).toUpperCase()}ABCDEF1234` },
      "key_malformed",
      /lower case/,
    ],
    ["mistyped", { authorization: `Bearer ${mistyped(secret)}` }, "key_mistyped", /checksum/],
    [
      "a bad x-api-key beside a good Authorization",
      { "x-api-key": "nonsense", authorization: `Bearer ${secret}` },
      "key_malformed",
      /layer_/,
    ],
    ["SQL", { authorization: "Bearer ';drop/**/table/**/api_keys;--" }, "key_malformed", /layer_/],
  ])("%s", (_how, headers, code, sentence) => {
    const refusal = refusalOf(headers);
    expect(refusal.code).toBe(code);
    expect(refusal.status).toBe(401);
    expect(refusal.message).toMatch(sentence);
    const sent = Object.values(headers).join(" ");
    for (let at = 0; at + 8 <= sent.length; at++) {
      const part = sent.slice(at, at + 8);
      if (/^[0-9a-f]{8}$/i.test(part))
        expect(refusal.message.toLowerCase()).not.toContain(part.toLowerCase());
    }
  });
});

function mistyped(text: string): string {
  return text.slice(0, 30) + (text[30] === "0" ? "1" : "0") + text.slice(31);
}
