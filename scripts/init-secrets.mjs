// node scripts/init-secrets.mjs FOLDER [DATABASE_HOST]: makes the secrets that a first start of compose.yaml needs, each in a file;
// what is there already stays as it is.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, host = "postgres"] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Usage: node scripts/init-secrets.mjs FOLDER [DATABASE_HOST]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

/** The text of a secret, made by `make` when there is none yet. */
function keep(name, make, mode = 0o400) {
  const file = join(folder, name);
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const text = make();
  writeFileSync(file, `${text}\n`, { mode, flag: "wx" });
  console.log(`Made ${name}.`);
  return text;
}

keep("auth_secret", () => randomBytes(32).toString("base64"));
keep("encryption_key", () => randomBytes(32).toString("base64"));
// PostgreSQL's own container reads it as another user; nobody else has this volume.
const password = keep("postgres_password", () => randomBytes(24).toString("hex"), 0o444);
keep("database_url", () => `postgres://layer:${password}@${host}:5432/layer`);
