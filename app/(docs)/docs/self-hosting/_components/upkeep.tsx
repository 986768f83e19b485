import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Stopping() {
  return (
    <Section id="stopping" title="Stopping">
      <p>
        On SIGTERM an instance is no longer ready at once. What comes new is told to come back (503 with{" "}
        <code>Retry-After</code>), and answers that are under way get <code>DRAIN_SECONDS</code> to end. Then
        the rest is cut, every row is written, and it exits with 0. Give it 20 seconds more than that before
        anything kills it.
      </p>
    </Section>
  );
}

export function Backups() {
  return (
    <Section id="backups" title="Backup and restore">
      <p>
        One command writes everything in the database, as it is at one moment, while calls go on. It needs no
        tools of PostgreSQL and works for the embedded database and for <code>DATABASE_URL</code> alike.
      </p>
      <Snippet
        lang="bash"
        label="Back up and restore"
        code={"npm run -s backup -- --out layer.backup\nnpm run -s restore -- layer.backup"}
      />
      <p>
        In a container it is <code>node --import tsx scripts/backup.ts --out /data/layer.backup</code>.
      </p>
      <ul>
        <li>
          The encryption key is not in the file. Keep <code>ENCRYPTION_KEY</code>, or{" "}
          <code>encryption-key.json</code> of the data folder, in another place: without it no provider key
          can be read.
        </li>
        <li>
          A restore checks the whole file and the key first, takes an empty database only, and writes all or
          nothing. Start Layer afterwards.
        </li>
        <li>
          What was due to webhooks and by mail when the backup was made is held, since the instance that it is
          of may have sent it: deliveries show as failed and can be sent again one by one, alerts stay open.
          Restore with <code>--send-due</code> to send all of it. What happens in the copy from then on it
          tells like any instance: stop the one that the backup is of, or start the copy without{" "}
          <code>SMTP_URL</code> and disable its webhooks.
        </li>
        <li>
          Run <code>npm run -s admin -- audit verify</code> on the copy to see that its audit log is whole.
        </li>
      </ul>
    </Section>
  );
}

export function Upgrades() {
  return (
    <Section id="upgrades" title="Upgrades and the way back">
      <p>
        Back up, get the new version, start it: it migrates the database under a lock, however many instances
        start at once. <code>npm run migrate</code> does that alone. <code>CHANGELOG.md</code> says what
        changed.
      </p>
      <p>
        Migrations go forwards only. The way back to an older version is the backup that was made with it,
        restored into a new database; a backup of a later version is refused.
      </p>
      <p>
        <code>npm run -s sbom</code> writes what a version is made of as a list in CycloneDX, from the lock
        file and without the network, for whoever looks through it for known flaws.
      </p>
    </Section>
  );
}
