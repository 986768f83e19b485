import pino, { type Logger } from "pino";
import { env } from "@/lib/env";

const CREDENTIALS = ["authorization", "cookie", "password", "secret", "token", "apiKey", "x-api-key"];

let logger: Logger | undefined;

/** The log of pages and actions: one JSON object a line on standard output, credentials removed. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    redact: CREDENTIALS.flatMap((name) => [`["${name}"]`, `*["${name}"]`]),
  });
  return logger;
}
