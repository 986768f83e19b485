// npm run backup -- --out FILE: everything in the database, as it is at one moment, beside a running server or alone.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { withGround } from "@/boot/with-ground";
import { keyFingerprint } from "@/db/backup/manifest";
import { writeBackup } from "@/db/backup/write-backup";
import { env } from "@/lib/env";
import { appVersion } from "@/lib/transport/app-version";

const HELP = `
Usage: npm run -s backup -- --out FILE

Writes everything in the database to FILE (a compressed archive with sums), while the server may go on working. The encryption key is
not in it: keep that beside it, in another place.
`;

function fileOf(args: string[]): string | null {
  try {
    return parseArgs({ args, options: { out: { type: "string" } }, strict: true }).values.out || null;
  } catch {
    return null;
  }
}

const out = fileOf(process.argv.slice(2));
if (out === null) {
  process.stderr.write(HELP);
  process.exit(2);
}
await withGround(
  async () => {
    const file = resolve(process.env.INIT_CWD ?? process.cwd(), out);
    const { DATABASE_URL, ENCRYPTION_KEY } = env();
    const encryptionKey = keyFingerprint(ENCRYPTION_KEY?.bytes);
    const facts = { layerVersion: appVersion(), createdAt: new Date().toISOString(), encryptionKey };
    const { tables } = await writeBackup(DATABASE_URL, file, facts);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Wrote ${rows} rows of ${tables.length} tables to ${file} (${statSync(file).size} bytes).`);
    console.log(
      `It does not hold the encryption key, without which no provider key can be read. Keep ENCRYPTION_KEY (fingerprint ${encryptionKey ?? "none"}) in another place.`,
    );
  },
  { migrates: false },
);
