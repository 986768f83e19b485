import { randomBytes } from "node:crypto";

/** Points the settings of this process at a test's own database. Call it before anything reads them. */
export function setTestEnvironment(databaseUrl: string): void {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "a secret of 32 characters for tests",
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    // Fakes of providers listen on loopback.
    LAYER_ALLOWED_NETWORKS: "127.0.0.0/8",
    APP_URL: "http://layer.test",
    LOG_LEVEL: "silent",
  });
}
