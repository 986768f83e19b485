// npm test: every check of the repository. A line per step, the whole output of a step that fails, and at the end
// what failed once more in short (a log is often cut in its middle) and one line that adds them all up. Each tool is one
// check; test runners count their tests.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { isBuildFresh } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = mkdtempSync(join(tmpdir(), "layer-test-reports-"));
const bin = (...path) => [process.execPath, join(root, "node_modules", ...path)];
const npm = process.env.npm_execpath
  ? [process.execPath, process.env.npm_execpath]
  : [process.platform === "win32" ? "npm.cmd" : "npm"];

const total = { passed: 0, failed: 0 };
const failures = [];

await inTurn([
  () => step("lock file", [...npm, "ci", "--dry-run"], { refuse: /Missing: .* from lock file/ }),
  () => step("secrets", [process.execPath, "scripts/scan-secrets.mjs"]),
  () => step("format and lint", [...bin("@biomejs/biome/bin/biome"), "check", "."]),
  () => step("route types", [...bin("next/dist/bin/next"), "typegen"]),
]);
// The build keeps both cores busy for seconds only; what it shares them with measures no time.
await Promise.all([
  step("unit and integration tests", vitest(), { count: countVitest, failures: failuresOfVitest }),
  inTurn([
    () => step("types", [...bin("typescript/bin/tsc"), "--noEmit"]),
    // By itself it sees neither Node's types nor the app.
    () => step("types of the SDK", [...bin("typescript/bin/tsc"), "--noEmit", "-p", "sdk"]),
    () => step("unused code", [...bin("knip/bin/knip.js"), "--no-progress"]),
    buildWhenStale,
  ]),
]);
if (isBuildFresh()) {
  const browser = { count: countPlaywright, failures: failuresOfPlaywright };
  await step("gateway and browser tests", playwright(), browser);
} else {
  total.failed += 1;
  console.log("FAIL gateway and browser tests  there is no build of these sources to run them against");
}
rmSync(reports, { recursive: true, force: true });
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function vitest() {
  return [
    ...bin("vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${join(reports, "vitest.json")}`,
  ];
}

function playwright() {
  return [...bin("@playwright/test/cli.js"), "test", "--reporter=list,json"];
}

function buildWhenStale() {
  const command = [process.execPath, "scripts/build.mjs"];
  return step("production build", isBuildFresh() ? [process.execPath, "--version"] : command);
}

async function inTurn(steps) {
  for (const run of steps) await run();
}

/** Runs one tool, counts and tells its result. */
async function step(name, [command, ...args], options = {}) {
  const { refuse, count = countTool, failures: failuresOf = () => [] } = options;
  const startedAt = Date.now();
  const { exitCode, output } = await run(command, args);
  const isRefused = refuse?.test(output) ?? false;
  const counted = count(exitCode === 0 && !isRefused);
  // A runner that crashes, or that finds nothing to run, has failed whatever its report says.
  const isSilent = counted.passed + counted.failed === 0;
  const failed = counted.failed === 0 && (exitCode !== 0 || isSilent) ? 1 : counted.failed;
  total.passed += counted.passed;
  total.failed += failed;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${failed === 0 ? "ok  " : "FAIL"} ${name}  ${counted.passed} passed, ${failed} failed  ${seconds} s`,
  );
  if (failed === 0) return;
  console.log(output.trimEnd());
  const known = failuresOf();
  failures.push(...(known.length > 0 ? known : [name]));
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.once("error", (error) => resolve({ exitCode: 1, output: `${output}\n${error.message}` }));
    child.once("close", (exitCode) => resolve({ exitCode: exitCode ?? 1, output }));
  });
}

function environment() {
  return {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    FORCE_COLOR: "0",
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, "playwright.json"),
  };
}

function countTool(isGood) {
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
}

function countVitest() {
  const report = readReport("vitest.json");
  // A file that does not even load has no tests that could fail.
  const brokenFiles = (report?.testResults ?? []).filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const failed = (report?.numFailedTests ?? 0) + brokenFiles.length;
  return { passed: report?.numPassedTests ?? 0, failed };
}

function countPlaywright() {
  const report = readReport("playwright.json");
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  // A test that passes only at the second try has failed once too often.
  return {
    passed: expected,
    failed: unexpected + flaky + (unexpected === 0 ? (report?.errors ?? []).length : 0),
  };
}

function failuresOfVitest() {
  const files = readReport("vitest.json")?.testResults ?? [];
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed");
    if (tests.length === 0) return status === "failed" ? [inShort(name, message)] : [];
    return tests.map((test) => inShort(`${name} › ${test.fullName}`, test.failureMessages[0]));
  });
}

function failuresOfPlaywright() {
  const inSuite = ({ suites = [], specs = [] }) => [
    ...suites.flatMap(inSuite),
    ...specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ results }) => inShort(`e2e/${file}:${line} › ${title}`, results[0]?.error?.message)),
    ),
  ];
  return inSuite(readReport("playwright.json") ?? {});
}

/** One line: which test, and how its message begins. */
function inShort(test, message = "") {
  const [first = ""] = stripVTControlCharacters(message).trim().split("\n");
  return `${test.replace(root, "")}  ${first.slice(0, 200)}`;
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(reports, name), "utf8"));
  } catch {
    return null;
  }
}
