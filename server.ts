import { renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import next from "next";
import { gatewayRoutes } from "@/app/(gateway)/routes";
import { banner } from "@/boot/banner";
import { checkSettings, type Ground, loadEnvFiles, openGround } from "@/boot/ground";
import { createHttpServer, type Handler, type HttpServer, listen } from "@/boot/http-server";
import { reachDatabase } from "@/boot/reach-database";
import { makeSetupLink } from "@/boot/setup-link";
import { closeLedger, ledger } from "@/db/client";
import { projectRoot } from "@/db/project-root";
import { SECOND_MS, systemClock } from "@/lib/core/time";
import { addressOf, appUrl, EnvError, env } from "@/lib/env";
import { JOBS } from "@/lib/jobs/jobs";
import { type RunningJobs, startJobs } from "@/lib/jobs/start-jobs";
import { proposePriceList } from "@/lib/prices/propose-price-list";
import { beginDraining } from "@/lib/transport/draining";
import { faultFacts } from "@/lib/transport/fault-facts";
import { drainGateway, gatewayDeps } from "@/lib/transport/gateway-deps";
import { log } from "@/lib/transport/log";
import { gatewayListener } from "@/lib/transport/node-http";

/** Paths that programs call. They skip Next, which costs ten times the CPU of everything else we do for them. */
const GATEWAY_PATH = /^\/(?:v[123]|(?:api\/)?(?:health|ready|metrics))(?:[/?]|$)/;

const isDev = process.env.NODE_ENV !== "production";
// Nothing of ours calls out, however this file is started.
process.env.NEXT_TELEMETRY_DISABLED = "1";

let jobs: RunningJobs | undefined;

async function main(): Promise<void> {
  const startedAt = Date.now();
  const say = (line: string) => console.log(`  ${line}`);
  loadEnvFiles();
  const settings = checkSettings();
  const http = createHttpServer({
    addressOf: (port) => addressOf({ ...settings, PORT: port }),
    hasUpgrades: isDev,
  });
  const port = await listen(http.server, settings.HOST, settings.PORT);
  process.env.PORT = String(port);
  const ground = await openGround(say);
  stopOnSignal(http, ground);
  process.env.AUTH_URL ||= appUrl();
  process.env.AUTH_TRUST_HOST ||= "true";
  await reachDatabase(env().DATABASE_URL, say);
  const setupLink = await makeSetupLink(ledger().sql);
  await proposePriceList(ledger().db, systemClock);
  jobs = startJobs(
    () => ledger().db,
    JOBS,
    (job, thrown) => log().error({ job, ...faultFacts(thrown) }, "A job failed; it is tried again"),
    (message, facts) => log().info(facts, message),
  );
  http.serve(await openDoors(http, port));
  const facts = { url: appUrl(), setupLink, dataDir: ground.dataDir, embedded: ground.database !== null };
  console.log(banner({ ...facts, startedInMs: Date.now() - startedAt }));
  tellReady(`http://localhost:${port}`);
}

async function openDoors(http: HttpServer, port: number): Promise<Handler> {
  const app = next({
    dev: isDev,
    dir: projectRoot(),
    hostname: "localhost",
    port,
    // Next listens there for upgrades, which hot reload wants, and leaves all others unanswered.
    httpServer: isDev ? http.server : createServer(),
    quiet: true,
  });
  await app.prepare();
  const handlePage = app.getRequestHandler();
  const handleGateway = gatewayListener(gatewayRoutes);
  // Opened now, so that no call waits for what it connects to.
  gatewayDeps();
  return async (request, response) => {
    try {
      if (GATEWAY_PATH.test(request.url ?? "")) await handleGateway(request, response);
      else await handlePage(request, response);
    } catch (error) {
      log().error({ err: error }, "A request failed outside its handler");
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    }
  };
}

/** For programs that start this one: written whole, once requests are answered. */
function tellReady(url: string): void {
  const file = process.env.LAYER_READY_FILE;
  if (file === undefined || file === "") return;
  const facts = { url, pid: process.pid, databaseUrl: env().DATABASE_URL };
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(facts), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}

function stopOnSignal(http: HttpServer, ground: Ground): void {
  let isStopping = false;
  const stop = async (exitCode: number) => {
    if (isStopping) process.exit(130);
    isStopping = true;
    try {
      beginDraining();
      const jobsEnded = jobs?.stop();
      // A page under development is not worth waiting for.
      await http.drain(isDev ? SECOND_MS : env().DRAIN_SECONDS * SECOND_MS);
      await Promise.race([jobsEnded, new Promise((resolve) => setTimeout(resolve, 5 * SECOND_MS).unref())]);
      const unrecorded = await drainGateway(5 * SECOND_MS);
      if (unrecorded > 0)
        log().error({ unrecorded }, "Finished requests could not be recorded before stopping");
      await closeLedger(5);
      await ground.database?.stop();
    } catch (error) {
      log().error({ err: error }, "Stopping was not clean; the next start repairs what is left");
    }
    process.exit(exitCode);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(0));
  process.on("unhandledRejection", (error) =>
    log().error({ err: error }, "A promise was rejected unnoticed"),
  );
  process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
    log().fatal({ err: error }, "An exception was not caught");
    // A lost connection harms nobody else; after anything else the state of this process is not to be trusted.
    if (error.syscall === undefined) stop(1);
  });
}

main().catch((error: unknown) => {
  const isForPeople = error instanceof EnvError || (error instanceof Error && error.name === "Error");
  console.error(`\n  Layer did not start.\n  ${isForPeople ? error.message : (error as Error).stack}\n`);
  process.exit(1);
});
