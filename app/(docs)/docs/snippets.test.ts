import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { appUrl } from "@/lib/env";
import { allSnippets, type FoundSnippet } from "@/lib/testing/all-snippets";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import {
  importableInPython,
  openSnippetFolder,
  runBash,
  runModules,
  runPython,
  type SnippetRun,
} from "@/lib/testing/run-snippets";
import { snippetThings } from "@/lib/testing/snippet-things";

const OF_A_PROVIDER = "few providers have it; tests of lib/gateway call it with fakes of those";
const IN_CONTAINERS = "it needs a Docker or a cluster, which a test cannot count on";
/** Examples that no test of this file runs, by the beginning of their code, and why. */
const NOT_RUN: ReadonlyArray<[beginning: string, reason: string]> = [
  ["npm install\nnpm start", "the browser's tests start the app, and a fresh clone is timed by hand"],
  [
    'curl ADDRESS/v1/provider-keys \\\n  -H "Authorization',
    "it has OpenAI itself test the key; tests of lib/provider-keys do that with a fake",
  ],
  ["curl ADDRESS/v1/responses", OF_A_PROVIDER],
  ["curl ADDRESS/v1/audio/transcriptions", OF_A_PROVIDER],
  ["curl ADDRESS/v1/messages/count_tokens", OF_A_PROVIDER],
  ["curl ADDRESS/v3/ocr", OF_A_PROVIDER],
  ["curl ADDRESS/v3/video", "no provider makes videos yet: it is refused, as the page says"],
  ["docker compose up", IN_CONTAINERS],
  ["APP_URL=https://layer.example.com LAYER_DOMAIN=", IN_CONTAINERS],
  ["kubectl apply", IN_CONTAINERS],
  ["npm run -s backup", "it takes or replaces the data of a whole instance"],
  ["npm run -s admin", "scripts/admin.test.ts runs the commands of the terminal"],
  [
    "// npm install @langchain/openai",
    "LangChain is a large tree of packages; it calls through OpenAI's client",
  ],
];
/** Languages of what is shown and is no program. */
const SHOWN = ["json", "yaml", "toml", "ini", "http", "text", ""];
const PYTHON_PACKAGES = ["openai", "anthropic", "standardwebhooks", "langchain_openai"];

const provider = await startFakeOpenAI();
const gateway = await startGatewayServer(provider.baseUrl);
const { folder, end } = await openSnippetFolder();
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  end();
  expect(gateway.faults).toEqual([]);
});

const all = (await allSnippets({ address: gateway.url, gate: "default" })).map((snippet) => ({
  ...snippet,
  code: snippet.code.replaceAll(appUrl(), gateway.url),
}));
const places = [...new Set(all.map(({ place }) => place))];
const pythonHas = importableInPython(PYTHON_PACKAGES);
const programs = all.filter((snippet) => !SHOWN.includes(snippet.lang) && reasonOf(snippet) === null);
const runs = new Map<FoundSnippet, SnippetRun>();
await runAll();

function reasonOf({ code }: FoundSnippet): string | null {
  return NOT_RUN.find(([beginning]) => beginsWith(code, beginning))?.[1] ?? null;
}

function beginsWith(code: string, beginning: string): boolean {
  return code.startsWith(beginning.replace("ADDRESS", gateway.url));
}

/** The packages that a program in Python needs and that are not here. */
function missingInPython({ lang, code }: FoundSnippet): string[] {
  if (lang !== "python") return [];
  return PYTHON_PACKAGES.filter((name) => code.includes(`from ${name} `) && !pythonHas.has(name));
}

/** Everything is run once, page by page, since an example may build on the one above it; then all modules in one Node. */
async function runAll(): Promise<void> {
  const modules: Array<{ snippet: FoundSnippet; code: string; cwd: string; env: Record<string, string> }> =
    [];
  const ofPlace = async (place: string, at: number) => {
    const cwd = join(folder, `place-${at}`);
    mkdirSync(cwd);
    const thingsFor = snippetThings(gateway.url, await gateway.makeCaller());
    for (const snippet of programs.filter((one) => one.place === place)) {
      // People put their key there; the tests' is in the environment already.
      const code = snippet.code.replace(/^export LAYER_API_KEY="paste .*"$/m, "");
      const env = await thingsFor(`LAYER_API_KEY ${code}`);
      if (snippet.lang === "bash") runs.set(snippet, await runBash(code, cwd, join(folder, "bin"), env));
      if (snippet.lang === "javascript") modules.push({ snippet, code, cwd, env });
      if (snippet.lang === "python" && missingInPython(snippet).length === 0) {
        runs.set(snippet, await runPython(code, cwd, env));
      }
    }
  };
  const waiting = places.entries();
  // Each lane takes the next place there is; more of them at once only wait for each other.
  const lane = async () => {
    for (const [at, place] of waiting) await ofPlace(place, at);
  };
  await Promise.all([lane(), lane(), lane()]);
  const results = await runModules(folder, modules);
  modules.forEach(({ snippet }, at) => {
    const result = results[at];
    if (result !== undefined) runs.set(snippet, result);
  });
}

describe.each(places.filter((place) => programs.some((one) => one.place === place)))("%s", (place) => {
  for (const snippet of programs.filter((one) => one.place === place)) {
    test(`runs: ${snippet.lang}, ${snippet.label}`, (context) => {
      const missing = missingInPython(snippet);
      if (missing.length > 0) context.skip(`Python has no ${missing.join(" and no ")} here`);
      const run = runs.get(snippet);
      expect(run?.ok, `${snippet.code}\n\n${run?.output}`).toBe(true);
    });
  }
});

test("there is no example that is neither a program, nor shown, nor excused", () => {
  const known = [...SHOWN, "bash", "javascript", "python"];
  expect(all.filter(({ lang }) => !known.includes(lang))).toEqual([]);
  for (const [beginning] of NOT_RUN)
    expect(
      all.some(({ code }) => beginsWith(code, beginning)),
      beginning,
    ).toBe(true);
  for (const { place, lang, label, code } of all.filter(({ lang }) => lang === "text" || lang === "")) {
    expect(code, `${place}: ${label} (${lang}) is a program`).not.toMatch(
      /^(curl|import|from|const|npm|npx|node|docker|kubectl) /,
    );
  }
});

test("what is shown as JSON and YAML is that", () => {
  for (const { lang, code } of all) {
    if (lang === "json") expect(() => JSON.parse(code), code).not.toThrow();
    if (lang === "yaml") expect(() => parse(code), code).not.toThrow();
  }
});
