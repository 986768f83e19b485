// npm run restore -- FILE: a backup into an empty database.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { withGround } from "@/boot/with-ground";
import { keyFingerprint } from "@/db/backup/manifest";
import { checkBackup } from "@/db/backup/read-backup";
import { restoreBackup } from "@/db/backup/restore-backup";
import { env } from "@/lib/env";

const HELP = `
Usage: npm run -s restore -- FILE [--other-key] [--send-due]

Writes a backup into an empty database: that of DATABASE_URL, else the embedded one of a new data folder. All of it or nothing.
ENCRYPTION_KEY has to be the key that the backup was made with.

  --other-key   restore although it is not; provider keys and secrets of webhooks then have to be entered again
  --send-due    send what was due to webhooks and by mail when the backup was made; else it is held, as it may have been sent since
`;

type Order = { file: string; anyKey: boolean; sendsDue: boolean };

function orderOf(args: string[]): Order | null {
  try {
    const options = { "other-key": { type: "boolean" }, "send-due": { type: "boolean" } } as const;
    const { positionals, values } = parseArgs({ args, options, strict: true, allowPositionals: true });
    const [file, more] = positionals;
    if (file === undefined || more !== undefined) return null;
    return { file, anyKey: values["other-key"] === true, sendsDue: values["send-due"] === true };
  } catch {
    return null;
  }
}

function isKeyOf(fingerprint: string | null): boolean {
  const { ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS } = env();
  const held = [ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS].map((key) => keyFingerprint(key?.bytes));
  return fingerprint === null || held.includes(fingerprint);
}

const order = orderOf(process.argv.slice(2));
if (order === null) {
  process.stderr.write(HELP);
  process.exit(2);
}
await withGround(
  async () => {
    const file = resolve(process.env.INIT_CWD ?? process.cwd(), order.file);
    const manifest = await checkBackup(file);
    if (!order.anyKey && !isKeyOf(manifest.encryptionKey)) {
      throw new Error(
        `The backup was made with another encryption key (fingerprint ${manifest.encryptionKey}). Set ENCRYPTION_KEY to that one, or copy encryption-key.json into the data folder. With --other-key, provider keys have to be entered again.`,
      );
    }
    const { sendsDue } = order;
    const { deliveries, mails } = await restoreBackup(env().DATABASE_URL, file, manifest, { sendsDue });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored ${rows} rows of ${manifest.tables.length} tables, as of ${manifest.createdAt}.`);
    if (deliveries + mails > 0) {
      console.log(
        `Held what was due then: ${deliveries} deliveries to webhooks, ${mails} mails. See --send-due.`,
      );
    }
    console.log("Start Layer now: it brings the database to the shape of this version.");
  },
  { migrates: false },
);
