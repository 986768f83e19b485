import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const ALLOW = "LAYER_ALLOWED_NETWORKS=192.168.1.0/24,fd00::/8,ollama.internal";
const ROTATE = `ENCRYPTION_KEY=the new key, from: openssl rand -base64 32
ENCRYPTION_KEY_PREVIOUS=the old key`;

export function WhereKeysGo() {
  return (
    <Section id="base-urls" title="Which base URLs are accepted">
      <p>
        The server itself connects to a base URL, so it must not lead into the network that the server stands
        in. Accepted are names on the public internet over <code>https://</code>. Addresses in numbers,
        loopback, private and link-local networks and the metadata services of clouds are refused, however
        they are written. What a name leads to is checked again at every connection, and redirects are not
        followed.
      </p>
      <p>Whoever runs the instance can open networks and names, also for plain http://:</p>
      <Snippet lang="ini" label="Allowed networks" code={ALLOW} />
      <p>
        For a model server on the same machine allow <code>127.0.0.0/8</code> and use{" "}
        <code>http://127.0.0.1:11434/v1</code>, or allow the name <code>localhost</code>. An address must be
        in one of the networks; a name such as <code>ollama.internal</code> is listed itself. Names in the
        public domain system need not be listed when they lead into an allowed network.
      </p>
    </Section>
  );
}

export function ForOperators() {
  return (
    <Section id="encryption" title="The encryption key">
      <p>
        Provider keys are encrypted with AES-256-GCM under <code>ENCRYPTION_KEY</code>, each bound to its row
        and account. <code>npm start</code> makes that key at the first start and keeps it in the data folder,
        in <code>encryption-key.json</code>. Several instances on one database need the same one. Without it
        the stored provider keys are lost, so back it up with the database.
      </p>
      <p>
        To replace it, give the new key and the old one, which a generated one has in that file, and start all
        instances again:
      </p>
      <Snippet lang="ini" label="Replacing the encryption key" code={ROTATE} />
      <p>
        What the old key encrypted can still be read, and everything entered from now on takes the new one.
        Once all provider keys have been entered again, remove the old key. A key that only another encryption
        key could open shows as failing, with the request to enter it again.
      </p>
    </Section>
  );
}
