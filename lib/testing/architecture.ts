import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { bareCode } from "./bare-code";
import { floorOf } from "./floors";
import { forbidsSdk } from "./forbids-sdk";

/** A source file of the repository: path with forward slashes from the root, and its text. */
export type Source = { path: string; text: string };
type Import = { target: string; typeOnly: boolean };

const FRAMEWORK = /^(next|react|react-dom|next-auth|@auth\/[^/]+)(\/|$)/;
const DATABASE = /^(drizzle-orm|postgres)(\/|$)/;
const TESTING = /^lib\/testing\//;
/** A private folder beside the screens belongs to all of them. */
const SHARED_BY_SCREENS = /^app\/\([^)]+\)\/_[^/]+\//;
const MAY_READ_PROCESS_ENV = [
  /^lib\/env\.ts$/,
  // Hands a few variables on to the database's own process.
  /^db\/embedded-server\//,
  /^[^/]+\.config\.ts$/,
  /^server\.ts$/,
  /^boot\//,
  /^scripts\//,
  // Runs in other people's programs, with their environment.
  /^sdk\//,
  /^e2e\//,
  TESTING,
];

/** Everything in the sources that breaks the direction of imports; one line per breach. */
export function importBreaches(sources: Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ target, typeOnly }) => {
      const reason = forbids(source.path, target, typeOnly);
      return reason === undefined ? [] : [`${source.path} imports ${target}: ${reason}`];
    }),
  );
}

/** Files that read process.env although `lib/env.ts` is its only reader. */
export function environmentBreaches(sources: Source[]): string[] {
  return (
    sources
      .filter(({ path }) => !isTest(path) && !MAY_READ_PROCESS_ENV.some((place) => place.test(path)))
      // Snippets show people how their own code reads LAYER_API_KEY.
      .filter(({ text }) => /\bprocess\.env\b(?!\.LAYER_API_KEY)/.test(text))
      .map(({ path }) => `${path} reads process.env: only lib/env.ts does`)
  );
}

/** Files longer than their kind may be, and folders that are too deep. */
export function sizeBreaches(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split("\n").length;
    const most = budgetOf(path);
    // Groups and parameters are of an address' making, not of ours.
    const deep = path.split("/").filter((part) => !/^[([].*[)\]]$/.test(part)).length - 1;
    return [
      ...(lines > most ? [`${path} has ${lines} lines: at most ${most}`] : []),
      // A route file lies where its address says.
      ...(deep > 5 && !path.endsWith("/route.ts") ? [`${path} lies ${deep} folders deep: at most 5`] : []),
    ];
  });
}

/** Circles of imports, each told once as `a > b > a`. */
export function cycles(sources: Source[]): string[] {
  const paths = new Set(sources.map(({ path }) => path));
  const edges = new Map(
    sources.map((source) => [source.path, importsOf(source).flatMap(({ target }) => resolve(target, paths))]),
  );
  const found: string[] = [];
  const finished = new Set<string>();
  const walk = (path: string, trail: string[]) => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) found.push([...trail.slice(seenAt), path].join(" > "));
    if (seenAt >= 0 || finished.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of paths) walk(path, []);
  return found;
}

export function readSources(root: string, paths: string[]): Source[] {
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

function importsOf({ path, text }: Source): Import[] {
  const code = bareCode(text);
  const statements = [
    ...code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;"'`]*?from\s*["']([^"']+)["']/gm),
    ...code.matchAll(/^\s*import\s+()["']([^"']+)["']/gm),
    ...code.matchAll(/\bimport\(\s*()["']([^"']+)["']/g),
  ];
  return statements.map(([, type, specifier = ""]) => ({
    target: toRoot(path, specifier),
    typeOnly: type?.trim() === "type",
  }));
}

function toRoot(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return posix.join(dirname(from), specifier);
  return specifier;
}

function resolve(target: string, paths: Set<string>): string[] {
  const candidates = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`];
  return candidates.filter((path) => paths.has(path)).slice(0, 1);
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith("e2e/");
}

/** Why this file may not import that one; undefined when it may. */
function forbids(path: string, target: string, typeOnly: boolean): string | undefined {
  if (path.startsWith("e2e/")) return forbidsE2e(target);
  if (isTest(path)) return undefined;
  if (TESTING.test(target) && !TESTING.test(path) && !path.endsWith(".config.ts")) {
    return "only tests use lib/testing";
  }
  const [top = "", room = ""] = path.split("/");
  if (top === "sdk") return forbidsSdk(path, target);
  if (/^(@layer-ai\/sdk|sdk)(\/|$)/.test(target)) return "the product knows no client of its own";
  if (top === "db") return forbidsDb(target);
  if (top === "components") return forbidsComponents(target, typeOnly);
  if (top === "app") return forbidsApp(path, target);
  if (top === "lib") return room === "testing" ? undefined : forbidsLib(path, room, target, typeOnly);
  return undefined;
}

function forbidsE2e(target: string): string | undefined {
  const isOurs = /^(app|components|lib|db|scripts)\//.test(target);
  const isAllowed = /^(db\/(factories|client|embedded|migrate)|lib\/(core|testing)\/)/.test(target);
  return isOurs && !isAllowed
    ? "browser tests know factories, lib/core and lib/testing, not rooms"
    : undefined;
}

function forbidsDb(target: string): string | undefined {
  if (FRAMEWORK.test(target)) return "the ledger knows no framework";
  const isRoom = /^(lib|app|components)\//.test(target) && !/^lib\/(core\/|env$)/.test(target);
  return isRoom ? "the ledger knows no rooms" : undefined;
}

function forbidsComponents(target: string, typeOnly: boolean): string | undefined {
  if (DATABASE.test(target) || /^(db|app)\//.test(target))
    return "components paint, they do not look things up";
  if (!target.startsWith("lib/") || target.startsWith("lib/core/")) return undefined;
  return typeOnly && /^lib\/[^/]+\/contract$/.test(target)
    ? undefined
    : "components know lib/core and the types of contracts";
}

function forbidsApp(path: string, target: string): string | undefined {
  if (DATABASE.test(target) || target.startsWith("db/")) return "doors hold no SQL";
  if (!target.startsWith("app/") || SHARED_BY_SCREENS.test(target)) return undefined;
  const [mine, theirs] = [screenOf(path), screenOf(target)];
  return theirs.startsWith(mine) || mine.startsWith(theirs) ? undefined : "another screen's folder";
}

/** The folder a screen owns: `app/(dashboard)/keys`; the gateway's doors are one. */
function screenOf(path: string): string {
  const parts = dirname(path).split("/");
  if (parts[1] === "(gateway)") return "app/(gateway)";
  return parts.slice(0, parts[1]?.startsWith("(") ? 3 : 2).join("/");
}

function forbidsLib(path: string, room: string, target: string, typeOnly: boolean): string | undefined {
  const [top = "", theirs = ""] = target.split("/");
  if (room !== "transport" && FRAMEWORK.test(target)) return "only lib/transport knows the framework";
  if (top === "app" || top === "components") return "rooms know no doors";
  const isSurface = !path.slice("lib/".length).includes("/");
  if (room === "core" && !(top === "lib" && theirs === "core")) {
    return /^(uuid|clsx|zod)$/.test(target) ? undefined : "lib/core does no I/O and knows only itself";
  }
  if (room === "gateway" && (top === "db" || DATABASE.test(target))) return "the hot path asks rooms";
  if (room === "transport" && /^drizzle-orm/.test(target) && !typeOnly) return "hinges build no queries";
  if (top !== "lib" || isSurface || theirs === room || !target.slice("lib/".length).includes("/")) {
    return undefined;
  }
  const [mine, other] = [floorOf(room), floorOf(theirs)];
  if (mine < 0 || other < 0) return `no floor is known for ${mine < 0 ? room : theirs}`;
  return other < mine ? undefined : `${theirs} is not on a lower floor than ${room}`;
}

function budgetOf(path: string): number {
  if (isTest(path) || /^(db\/schema|sdk\/src\/generated)\//.test(path)) return Number.POSITIVE_INFINITY;
  if (path === "lib/gateway/pipeline.ts") return 40;
  if (/^app\/.*\/route\.ts$/.test(path)) return 10;
  if (/^app\/.*page\.tsx$/.test(path)) return 60;
  if (/^lib\/[^/]+\/(create|rename|rotate|disable|enable|delete|restore|record)-[^/]+\.ts$/.test(path))
    return 80;
  return 200;
}
