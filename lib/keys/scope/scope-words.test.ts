import { expect, test } from "vitest";
import type { KeyScope } from "@/lib/core/key-scope";
import { scopeSentence, scopeWord } from "./scope-words";

const weekdays = { days: [1, 2, 3, 4, 5], from: "00:00", to: "24:00" };

test.each<[KeyScope | null, string, string]>([
  [null, "Full", "do everything your account can."],
  [{ access: "inference" }, "Inference only", "call models."],
  [{ access: "read" }, "Read only", "read everything and change nothing."],
  [
    { access: { inference: "write", keys: "read", logs: "read", gates: "none" } },
    "Scoped",
    "use and change models and read API keys and the log.",
  ],
  [{ access: "inference", models: ["a"] }, "Scoped", "call models with 1 model."],
  [
    {
      access: "inference",
      gates: ["a", "b"],
      networks: ["10.0.0.0/8"],
      hours: { zone: "UTC", windows: [weekdays] },
      maxCallNanoUsd: "500000000",
    },
    "Scoped",
    "call models through 2 gates from 1 network on weekdays (UTC); calls cost at most $0.5 each.",
  ],
  [{ maxOutputTokens: 1 }, "Scoped", "do everything your account can; answers have at most 1 token."],
])("%j is %s", (scope, word, rest) => {
  expect([scopeWord(scope), scopeSentence(scope)]).toEqual([word, `This key can ${rest}`]);
});
