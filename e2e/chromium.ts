import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium } from "@playwright/test";

/** What Playwright's `launchOptions` need to start the browser that was found. */
type Browser = { executablePath: string; env: Record<string, string> };

const SYSTEM_PATHS = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/microsoft-edge",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
];

const NOT_FOUND = [
  "No Chromium was found for the browser tests. Do one of these:",
  "  - npx playwright install chromium --only-shell",
  "  - install Chrome, Edge or Chromium",
  "  - set LAYER_TEST_CHROMIUM to the path of one",
].join("\n");

/**
 * Finds a Chromium without a download site: the one named by LAYER_TEST_CHROMIUM, Playwright's own, the one that
 * comes inside an npm package (Linux x64), the system's.
 */
function resolveChromium(): Browser {
  const named = process.env.LAYER_TEST_CHROMIUM;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`LAYER_TEST_CHROMIUM names a file that does not exist: ${named}`);
    return { executablePath: named, env: {} };
  }
  if (existsSync(chromium.executablePath())) return { executablePath: chromium.executablePath(), env: {} };
  const packaged = process.platform === "linux" && process.arch === "x64" ? packagedChromium() : undefined;
  if (packaged !== undefined) return packaged;
  const system = SYSTEM_PATHS.find((path) => existsSync(path));
  if (system === undefined) throw new Error(NOT_FOUND);
  return { executablePath: system, env: {} };
}

/** Launch options with the browser that was found. Playwright replaces the environment, so ours is passed on. */
export function launchOptions(args: string[] = []): {
  executablePath: string;
  env: Record<string, string>;
  args: string[];
} {
  const browser = resolveChromium();
  const own = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    executablePath: browser.executablePath,
    env: { ...Object.fromEntries(own), ...browser.env },
    args,
  };
}

function packagedChromium(): Browser | undefined {
  const packageFolder = findPackage();
  if (packageFolder === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "layer", "chromium");
  const stamp = join(folder, "version");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== version)
    unpackInto(folder, packageFolder, version);
  const executablePath = join(folder, "chromium");
  const env: Record<string, string> = {};
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_FILE = join(folder, "fonts.conf");
  for (const needsLibraries of [false, true]) {
    if (needsLibraries) env.LD_LIBRARY_PATH = join(folder, "lib");
    const check = spawnSync(executablePath, ["--version"], { env: { ...process.env, ...env } });
    if (check.status === 0) return { executablePath, env };
  }
  return undefined;
}

function findPackage(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
      if (existsSync(join(folder, "bin", "chromium.br"))) return folder;
    }
  } catch {
    // An installation without development packages has none.
  }
  return undefined;
}

/** Unpacks beside the target and renames at the end, so that a second process never sees half a browser. */
function unpackInto(folder: string, packageFolder: string, version: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  const read = (name: string) => brotliDecompressSync(readFileSync(join(packageFolder, "bin", name)));
  writeFileSync(join(fresh, "chromium"), read("chromium.br"), { mode: 0o755 });
  untar(read("al2023.tar.br"), fresh);
  untar(read("fonts.tar.br"), fresh);
  writeFileSync(join(fresh, "fonts.conf"), fontsConf(folder));
  writeFileSync(join(fresh, "version"), version);
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another process was faster; its copy is as good.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, "version"))) throw error;
  }
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}

/** Reads a plain tar (POSIX ustar): 512-byte headers, name at 0, octal size at 124, type at 156. */
function untar(archive: Buffer, target: string): void {
  for (let offset = 0; archive[offset] !== undefined && archive[offset] !== 0; ) {
    const text = (from: number, length: number) =>
      archive.toString("utf8", offset + from, offset + from + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(text(124, 12).trim(), 8);
    const path = join(target, text(0, 100));
    const type = text(156, 1);
    const body = archive.subarray(offset + 512, offset + 512 + size);
    offset += 512 + Math.ceil(size / 512) * 512;
    if (!path.startsWith(target) || (type !== "0" && type !== "")) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body, { mode: 0o755 });
  }
}
