import pino, { type Logger } from "pino";
import { env } from "@/lib/env";

let logger: Logger | undefined;

/** The log of pages and actions: one JSON object a line on standard output, credentials removed. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    redact: ["*.authorization", "*.cookie", "*.password", "*.secret", "*.token", '*["x-api-key"]'],
  });
  return logger;
}
