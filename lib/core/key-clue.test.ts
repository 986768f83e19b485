import { expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { readKeyClue } from "./key-clue";

const secret = newSecret();
const parts = (prefix: string | null, lastFour: string | null) => ({ kind: "parts", prefix, lastFour });

test.each([
  ["a whole secret", secret, { kind: "secret", secret }],
  ["with blanks around it", `  ${secret}\n`, { kind: "secret", secret }],
  ["in a line of a file", `LAYER_API_KEY="${secret}" # production`, { kind: "secret", secret }],
  ["in a header", `Authorization: Bearer ${secret}`, { kind: "secret", secret }],
  ["a mistyped secret", secret.replace(/.$/, (last) => (last === "0" ? "1" : "0")), { kind: "mistyped" }],
  [
    "a secret with a letter that is no digit",
    `${secret.slice(0, 30)}x${secret.slice(31)}`,
    { kind: "mistyped" },
  ],
  ["a secret in capitals", secret.toUpperCase(), { kind: "mistyped" }],
  ["a secret with its end cut off", secret.slice(0, 60), parts(secret.slice(0, 12), null)],
  ["a prefix", "layer_9e14a0", parts("layer_9e14a0", null)],
  ["a part of a prefix", "layer_9e14", parts("layer_9e14", null)],
  ["the digits of a prefix", "9e14a0", parts("layer_9e14a0", null)],
  ["a masked key as the list shows it", "layer_9e14…c3f7", parts("layer_9e14", "c3f7")],
  ["a masked key with dots", "layer_9e14a0...c3f7", parts("layer_9e14a0", "c3f7")],
  ["a masked key that starts with next to nothing", "layer_…c3f7", parts(null, "c3f7")],
  ["last four", "c3f7", parts(null, "c3f7")],
  ["last four with dots", "…c3f7", parts(null, "c3f7")],
  [
    "a request id",
    "0195F3A0-7C1E-7B52-9A64-3F1C2D4E5A6B",
    { kind: "request", requestId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b" },
  ],
  ["too little", "layer_9", { kind: "unclear" }],
  ["nothing", "", { kind: "unclear" }],
  ["another product's key", "sk-proj-abcdef", { kind: "unclear" }],
])("%s is read", (_what, text, clue) => {
  expect(readKeyClue(text)).toEqual(clue);
});
