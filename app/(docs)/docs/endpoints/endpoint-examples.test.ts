import { expect, test } from "vitest";
import { gatewayRoutes } from "@/app/(gateway)/routes";
import {
  ANTHROPIC_ENDPOINTS,
  curlOf,
  NATIVE_ENDPOINTS,
  OPENAI_ENDPOINTS,
  OTHER_ENDPOINTS,
} from "./endpoint-examples";

const chosen = [...OPENAI_ENDPOINTS, ...ANTHROPIC_ENDPOINTS, ...NATIVE_ENDPOINTS];
const all = [...chosen, ...OTHER_ENDPOINTS];
const pathOf = ({ name }: { name: string }) => name.split(" ")[1];

test("every endpoint that is shown exists with its method, and every one that runs a model is shown", () => {
  for (const { name } of all) {
    const [method = "", path] = name.split(" ");
    expect(gatewayRoutes.find((route) => route.path === path)?.module, name).toHaveProperty(method);
  }
  const runsModels = gatewayRoutes.filter(({ module }) => Object.keys(module).join() === "POST");
  const shown = chosen.map(pathOf);
  expect(runsModels.map(({ path }) => path).filter((path) => !shown.includes(path))).toEqual([]);
  expect(runsModels.length).toBeGreaterThan(10);
});

test("an example is one command for a shell, with the key from the environment", () => {
  const [chat] = OPENAI_ENDPOINTS;
  const lines = [
    "curl http://layer.test/v1/chat/completions \\",
    '  -H "Authorization: Bearer $LAYER_API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model":"default","messages":[{"role":"user","content":"Say hello"}]}'`,
  ];
  expect(chat && curlOf("http://layer.test", chat).split("\n")).toEqual(lines);
  const quote = { name: "POST /x", about: "", body: { a: "it's" } } as const;
  expect(curlOf("", quote)).toContain(`-d '{"a":"it'\\''s"}'`);
});
