import { run } from "./run";

const leaving = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => leaving.abort());
// Whoever reads our output may leave first, as `head` does.
process.stdout.on("error", (error: { code?: string }) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await run(process.argv.slice(2), leaving.signal);
