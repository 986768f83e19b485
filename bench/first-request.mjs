// A stranger's path, timed: clone, install, start, set up in a browser, create a key, call, see it charted. With the mock provider, so
// that no provider's speed is in it; whoever types and reads takes longer. Needs the root packages for its browser.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";
import { beforeEarlyEnd } from "./lib/early-end.mjs";

register();
const { chromium } = await import("@playwright/test");
const { launchOptions } = await import("../e2e/chromium.ts");

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "layer-first-request-"));
const clone = join(folder, "layer");
const readyFile = join(folder, "ready.json");
/** How long the whole may last. */
const MOST_MS = 600_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let browser;
let server;
let serverPid;
const deadline = setTimeout(() => {
  console.error("It took too long and was given up.");
  void end(1);
}, MOST_MS);

async function end(code) {
  clearTimeout(deadline);
  await browser?.close();
  await stopServer();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

async function stopServer() {
  if (server === undefined || server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  process.kill(serverPid ?? server.pid, "SIGTERM");
  await Promise.race([gone, pause(20_000)]);
}
beforeEarlyEnd(async () => {
  await stopServer();
  rmSync(folder, { recursive: true, force: true });
});

const began = performance.now();
async function step(name, work) {
  const from = performance.now();
  const result = await work();
  console.log(`${name}: ${((performance.now() - from) / 1_000).toFixed(1)} s`);
  return result;
}

function startServer() {
  const env = { ...process.env, PORT: "0", LAYER_READY_FILE: readyFile };
  server = spawn("npm", ["start"], { cwd: clone, env });
  let printed = "";
  return new Promise((resolve, reject) => {
    const read = (piece) => {
      printed += piece;
      const link = /http:\/\/\S+\/setup\?token=[\w-]+/.exec(printed)?.[0];
      if (link !== undefined && /Ctrl C stops/.test(printed)) resolve(link);
    };
    for (const stream of [server.stdout, server.stderr]) stream.on("data", read);
    server.once("exit", (code) => reject(new Error(`npm start ended with ${code}:\n${printed}`)));
  });
}

async function setUp(page, link) {
  await page.goto(link);
  await page.getByRole("textbox", { name: "E-mail" }).fill("owner@example.test");
  await page.getByLabel("Password", { exact: true }).fill("a pass phrase of several words, whole");
  await page.getByRole("button", { name: "Create owner account" }).click();
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
}

async function createKey(page, url) {
  await page.goto(`${url}/keys`);
  await page.getByRole("button", { name: "Create New Key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Laptop");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const secret = page.getByRole("textbox", { name: "API key, shown once" });
  await secret.waitFor();
  return secret.inputValue();
}

async function call(url, secret) {
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content: "Say hello" }] }),
  });
  if (answer.status !== 200) throw new Error(`The first request was answered ${answer.status}.`);
}

async function seeChart(page, url) {
  await page.goto(`${url}/usage`);
  await page.getByRole("figure").first().waitFor();
}

try {
  await step("git clone", async () => execFileSync("git", ["clone", "-q", root, clone]));
  await step("npm install", async () => execFileSync("npm", ["install"], { cwd: clone, stdio: "ignore" }));
  const link = await step("npm start, until it answers", startServer);
  const { url, pid } = JSON.parse(readFileSync(readyFile, "utf8"));
  serverPid = pid;
  browser = await chromium.launch(launchOptions());
  const context = await browser.newContext();
  const page = await context.newPage();
  await step("the owner's account", () => setUp(page, link));
  const secret = await step("a key", () => createKey(page, url));
  await step("the first request", () => call(url, secret));
  await step("its chart", async () => seeChart(await context.newPage(), url));
  console.log(`In all: ${((performance.now() - began) / 60_000).toFixed(1)} minutes`);
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}
