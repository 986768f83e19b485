import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanProviderText } from "./clean-provider-text";

test.each([
  ["an OpenAI key", "sk-proj-AbC123def456GHI789"],
  ["an OpenAI key with stars", "sk-abcd****************wxyz"],
  ["a Groq key", "gsk_AbCdEf1234567890"],
  ["an xAI key", "xai-AbCdEf1234567890"],
  ["a Google key", "AIzaSyD4x9Kq_2-LmNoPqRsTuVwXyZ0123456"],
  ["one of our keys", "layer_0123456789abcdef0123456789abcdef"],
  ["a key with a general prefix", "key-1a2b3c4d5e6f7a8b9c0d"],
])("takes out %s", (_what, key) => {
  const clean = cleanProviderText(`Incorrect API key provided: ${key}. Try again.`);
  expect(clean).toBe("Incorrect API key provided: [key]. Try again.");
});

test("takes out what stands behind Bearer, whatever it looks like", () => {
  expect(cleanProviderText("got Authorization: Bearer s3cr3t/+==")).toBe("got Authorization: Bearer [key]");
});

test.each([
  "http://10.0.0.5:8000/v1/chat/completions",
  "https://user:pass@inner.example/v1?x=1",
  "redis://cache:6379",
])("takes out the address %s", (address) => {
  expect(cleanProviderText(`cannot reach ${address} now`)).toBe("cannot reach [address] now");
});

test("takes out the key and host of this instance, whatever they look like", () => {
  const text = "token my+odd/token at vllm.internal:8000 refused: my+odd/token";
  expect(cleanProviderText(text, ["my+odd/token", "vllm.internal:8000"])).toBe(
    "token [hidden] at [hidden] refused: [hidden]",
  );
});

test("a secret that is repeated until the text is cut leaves no half of itself", () => {
  const secret = "0123456789abcdef".repeat(60);
  const clean = cleanProviderText(`${secret} `.repeat(20), [secret]);
  expect(clean).not.toContain("0123456789");
});

test("of a megabyte only the beginning is read, so that bait cannot keep us busy", () => {
  expect(cleanProviderText(`https://a/${"b".repeat(1_000_000)} end`)).toBe("[address]");
});

test("takes out the lines of a stack", () => {
  const stack =
    'Boom\n    at run (/srv/app/server.js:10:5)\n    at async /srv/app/main.js:1:1\nTraceback (most recent call last):\n  File "/srv/app/main.py", line 3, in run\n    raise Boom()\nplease try again';
  const clean = cleanProviderText(stack);
  expect(clean).toContain("Boom");
  expect(clean).not.toContain("/srv/app");
});

test("no control character and no lone surrogate is left", () => {
  const unit = fc.oneof(fc.integer({ min: 0, max: 0xa0 }), fc.integer({ min: 0xd700, max: 0xe000 }));
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 80 }), (codes) => {
      const clean = cleanProviderText(String.fromCharCode(...codes));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the guarantee
      expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      expect(clean.isWellFormed()).toBe(true);
    }),
  );
});

test.each([
  "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
  "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
  "The field layer_norm_eps and the key-value cache, see sk-learn: task-related-things in risk-assessment.",
  "Missing required parameter: 'messages[0].content'. Use key_missing or key-encryption-algorithms: layer-normalization",
  "Línea uno\nzweite Zeile\tmit Tab, 日本語 😀",
  "Time is 12:30:45 in a:b form; ratio 3:4",
])("ordinary words stay as they are: %s", (text) => {
  expect(cleanProviderText(text)).toBe(text);
});

test("a long text is cut to 600 characters with an ellipsis, never inside a character", () => {
  const clean = cleanProviderText(`a${"😀".repeat(1_000)}`);
  expect(clean.length).toBeLessThanOrEqual(600);
  expect(clean.endsWith("…")).toBe(true);
  expect(clean.isWellFormed()).toBe(true);
});
