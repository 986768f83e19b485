// npm run generate -w @layer-ai/sdk: writes src/generated from the server's own description of itself.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Nothing is asked of a database; settings are checked all the same.
process.env.DATABASE_URL ||= "postgres://nobody@127.0.0.1:1/none";
process.env.AUTH_SECRET ||= "x".repeat(32);
const { generatedFiles } = await import("./generated-files");
const folder = join(import.meta.dirname, "..", "src", "generated");
mkdirSync(folder, { recursive: true });
for (const [name, text] of await generatedFiles()) writeFileSync(join(folder, name), text);
process.exit(0);
