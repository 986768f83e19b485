import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { gatewayRoutes } from "@/app/(gateway)/routes";
import { projectRoot } from "@/db/project-root";
import { ENV_NAMES, parseEnv } from "@/lib/env";

const root = projectRoot();
const read = (file: string) => readFileSync(join(root, file), "utf8");
// A tag of Compose's own: what stands under it replaces instead of being merged.
const compose = (file: string) => parse(read(file).replaceAll("!reset", ""), { merge: true });
const folder = mkdtempSync(join(tmpdir(), "layer-deploy-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const manifests = readdirSync(join(root, "deploy/kubernetes"))
  .filter((name) => name.endsWith(".yaml"))
  .flatMap((name) => parseAllDocuments(read(`deploy/kubernetes/${name}`)).map((one) => one.toJS()));
const ofKind = (kind: string) => manifests.filter((one) => one.kind === kind);
const paths = gatewayRoutes.map(({ path }) => path);

/** Settings that a file gives are settings that there are; the machine's own are a short list. */
function expectKnown(names: string[]): void {
  const known = new Set<string>([...ENV_NAMES, ...ENV_NAMES.map((name) => `${name}_FILE`)]);
  for (const name of ["NEXT_TELEMETRY_DISABLED", "TZ"]) known.add(name);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
}

/** The files of the project that a command names. */
function expectFiles(command: readonly string[]): void {
  const files = command.filter((word) => /^(?:scripts|dist)\//.test(word));
  for (const file of files)
    if (!file.startsWith("dist/")) expect(existsSync(join(root, file)), file).toBe(true);
}

describe("the image", () => {
  const lines = read("Dockerfile").replaceAll("\\\n", " ").split("\n");
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  const command = (word: string) =>
    JSON.parse(last.find((line) => line.startsWith(word))?.replace(/^.*?\[/, "[") ?? "[]");

  test("runs as nobody special, with production packages, and stops by a signal that the server itself gets", () => {
    expect(last.find((line) => line.startsWith("USER "))).toBe("USER 1000:1000");
    expect(read("Dockerfile")).toContain("npm prune --omit=dev");
    expect(command("CMD ")).toEqual(["node", "dist/server.mjs"]);
    expect(last.findIndex((line) => line.startsWith("USER"))).toBeGreaterThan(
      last.findIndex((line) => line.startsWith("RUN")),
    );
  });

  test("is checked by Node under an address that there is, and names only settings that there are", () => {
    const health = last.find((line) => line.startsWith("HEALTHCHECK")) ?? "";
    expectFiles(JSON.parse(health.replace(/^.*?CMD /, "")));
    const [, path = ""] = /\$\{port\}(\/[\w/]+)/.exec(read("scripts/healthcheck.mjs")) ?? [];
    expect(paths).toContain(path);
    const set = last.filter((line) => line.startsWith("ENV ")).join(" ");
    const names = [...set.matchAll(/(\w+)=/g)].map(([, name = ""]) => name);
    expect(names).toContain("HOST");
    expectKnown(names);
  });

  test("gets no secret, no data and no packages of this machine to be built from", () => {
    const ignored = read(".dockerignore").split("\n");
    for (const name of [".env", ".env.*", ".data", "node_modules", ".git"]) expect(ignored).toContain(name);
    expect(read("Dockerfile")).not.toMatch(/(?:SECRET|PASSWORD|TOKEN|ENCRYPTION_KEY|DATABASE_URL)\s*=/);
  });
});

test("the health check fails where nobody answers", () => {
  const { status } = spawnSync(process.execPath, [join(root, "scripts/healthcheck.mjs")], {
    env: { ...process.env, PORT: "1" },
  });
  expect(status).toBe(1);
});

describe("compose.yaml", () => {
  const { services, volumes } = compose("compose.yaml");

  test("brings Layer and PostgreSQL, on this machine only, each with its volume", () => {
    expect(Object.keys(services)).toEqual(["init", "postgres", "migrate", "app"]);
    for (const { ports = [] } of Object.values<{ ports?: string[] }>(services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:3000$/);
    }
    expect(Object.keys(volumes).toSorted()).toEqual(["data", "postgres", "secrets"]);
    expect(services.app).toMatchObject({ read_only: true, cap_drop: ["ALL"], stop_grace_period: "60s" });
  });

  test("starts one after the other: secrets, a healthy database, its migrations, then the app", () => {
    expect(services.postgres.depends_on).toEqual({ init: { condition: "service_completed_successfully" } });
    expect(services.migrate.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
    expect(services.app.depends_on.migrate).toEqual({ condition: "service_completed_successfully" });
    for (const { command = [] } of Object.values<{ command?: string[] }>(services)) expectFiles(command);
  });

  test("names only settings that there are, and no secret in clear", () => {
    expectKnown(Object.keys(services.app.environment));
    for (const [name, value] of Object.entries<string>(services.app.environment)) {
      if (name.endsWith("_FILE")) expect(value).toMatch(/^\/secrets\/[a-z_]+$/);
    }
  });

  test("the TLS file takes the open port away, trusts its proxy alone, and the proxy holds no piece back", () => {
    const tls = compose("deploy/compose.tls.yaml");
    expect(tls.services.app.ports).toEqual([]);
    expectKnown(Object.keys(tls.services.app.environment));
    expect(tls.services.app.environment.TRUSTED_PROXIES).toBe(tls.services.proxy.networks.edge.ipv4_address);
    const caddy = read("deploy/Caddyfile");
    expect(caddy).toMatch(/reverse_proxy app:3000 \{[^}]*flush_interval -1/);
    for (const path of ["/metrics", "/api/metrics"]) {
      expect(paths).toContain(path);
      expect(caddy).toContain(path);
    }
  });
});

test("the first start makes secrets that the settings accept, and another changes none of them", () => {
  const script = join(root, "scripts/init-secrets.mjs");
  const run = () => spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
  expect(run().status).toBe(0);
  const names = ["auth_secret", "database_url", "encryption_key", "postgres_password"];
  expect(readdirSync(folder).toSorted()).toEqual(names);
  const texts = () => names.map((name) => readFileSync(join(folder, name), "utf8"));
  const first = texts();
  expect(new Set(first).size).toBe(4);
  expect(run()).toMatchObject({ status: 0, stdout: "" });
  expect(texts()).toEqual(first);
  expect(statSync(join(folder, "encryption_key")).mode & 0o777).toBe(0o400);
  const { environment } = compose("compose.yaml").services.app;
  const files = Object.entries<string>(environment).filter(([name]) => name.endsWith("_FILE"));
  const settings = files.map(([name, file]) => [name, file.replace("/secrets", folder)]);
  const env = parseEnv({ NODE_ENV: "production", ...Object.fromEntries(settings) });
  expect(env.ENCRYPTION_KEY?.bytes).toHaveLength(32);
  expect(env.DATABASE_URL).toContain("@postgres:5432/layer");
});

describe("the manifests for Kubernetes", () => {
  const [deployment] = ofKind("Deployment");
  const [job] = ofKind("Job");
  const pods = [deployment, job].map(({ spec }) => spec.template.spec);

  test("are those that the kustomization names, and the secret is none of them", () => {
    const { resources } = ofKind("Kustomization")[0];
    expect(ofKind("Secret")).toHaveLength(1);
    const files = readdirSync(join(root, "deploy/kubernetes")).filter(
      (name) => !/^(?:kustomization|secret)/.test(name),
    );
    expect(resources.toSorted()).toEqual(files.toSorted());
  });

  test("probe what there is: readiness with the database, life without", () => {
    const [{ startupProbe, readinessProbe, livenessProbe, ports }] = pods[0].containers;
    const asked = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe.httpGet.path);
    expect(asked).toEqual(["/health", "/ready", "/health"]);
    for (const path of asked) expect(paths).toContain(path);
    expect(ports).toEqual([{ name: "http", containerPort: 3000 }]);
    expect(ofKind("Service")[0].spec.ports[0].targetPort).toBe("http");
  });

  test("run as no root, write nowhere but to what is mounted, and wait for streams", () => {
    for (const { securityContext, containers } of pods) {
      expect(securityContext.runAsNonRoot).toBe(true);
      expect(containers[0].securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
      });
      expectFiles(containers[0].command ?? []);
    }
    const drain = pods[0].containers[0].env.find(({ name }: { name: string }) => name === "DRAIN_SECONDS");
    expect(pods[0].terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number(drain.value) + 20);
  });

  test("name only settings that there are, and give no secret a value that works", () => {
    expectKnown(pods[0].containers[0].env.map(({ name }: { name: string }) => name));
    const { stringData } = ofKind("Secret")[0];
    expectKnown(Object.keys(stringData));
    expect(Object.values(stringData).every((value) => value === "")).toBe(true);
  });

  test("select the pods that they are for", () => {
    const { labels } = deployment.spec.template.metadata;
    for (const { spec } of [...ofKind("Service"), ...ofKind("PodDisruptionBudget"), deployment]) {
      expect(spec.selector.matchLabels ?? spec.selector).toEqual(labels);
    }
  });
});
