// npm start and npm run dev: everything between a fresh clone and a running server.
// Node built-ins only at the top level, because packages may not be installed yet.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, bundleServer, isBuildFresh, root } from "./build.mjs";

const isDev = process.argv.includes("--dev");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

function say(text) {
  console.log(`  ${text}`);
}

function stop(text) {
  console.error(`\n  ${text}\n`);
  process.exit(1);
}

function checkNode() {
  const [wanted] = manifest.engines.node.match(/\d+\.\d+/) ?? ["20.19"];
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  stop(
    `Layer needs Node ${wanted} or newer; this is ${process.versions.node}. Get a current one at https://nodejs.org`,
  );
}

function arePackagesInstalled() {
  return Object.entries(manifest.dependencies).every(([name, version]) => {
    try {
      return (
        JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version === version
      );
    } catch {
      return false;
    }
  });
}

function installPackages() {
  if (arePackagesInstalled()) return;
  say("Installing packages, about a minute, once …");
  const npm = process.env.npm_execpath;
  const run = npm
    ? spawnSync(process.execPath, [npm, "ci", "--include=dev"], { cwd: root, stdio: "inherit" })
    : spawnSync("npm ci --include=dev", { cwd: root, stdio: "inherit", shell: true });
  if (run.status !== 0) stop("The packages could not be installed; npm's own words are above.");
}

async function prepareServer() {
  if (isDev) {
    await bundleServer("dist/server-dev.mjs");
    return join(root, "dist", "server-dev.mjs");
  }
  if (!isBuildFresh()) {
    say("Building, about 30 s, once …");
    await build({ quiet: true });
  }
  return join(root, "dist", "server.mjs");
}

checkNode();
installPackages();
process.chdir(root);
process.env.NODE_ENV = isDev ? "development" : "production";
if (isDev) process.setSourceMapsEnabled(true);
const server = await prepareServer().catch((error) => stop(error.message));
await import(pathToFileURL(server).href);
