import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function OnALaptop() {
  return (
    <Section id="laptop" title="On one machine">
      <p>
        Node is all it takes: the first start installs, builds, brings its own PostgreSQL, makes its secrets
        and prints a link to set it up. Data and secrets lie in the folder <code>.data</code>.
      </p>
      <Snippet lang="bash" label="Start" code={"npm install\nnpm start"} />
      <p>
        With a PostgreSQL 15 or newer of your own, set <code>DATABASE_URL</code>. Nothing else is needed: no
        Redis, no object store.
      </p>
    </Section>
  );
}

export function Containers() {
  return (
    <Section id="containers" title="In containers">
      <p>
        <code>compose.yaml</code> runs Layer and PostgreSQL. It makes its secrets on the first start, migrates
        before the app begins, and listens on this machine only.
      </p>
      <Snippet
        lang="bash"
        label="Start with Compose"
        code={
          "docker compose up -d --build\ndocker compose logs app\ndocker compose run --rm --no-deps app cat /secrets/encryption_key"
        }
      />
      <p>
        The last command shows the encryption key; keep a copy in another place. For a name of its own with
        TLS, add the second file:
      </p>
      <Snippet
        lang="bash"
        label="With TLS"
        code={
          "APP_URL=https://layer.example.com LAYER_DOMAIN=layer.example.com \\\n  docker compose -f compose.yaml -f deploy/compose.tls.yaml up -d --build"
        }
      />
      <p>
        For Kubernetes, <code>deploy/kubernetes</code> has plain manifests with probes, a migration job and a
        disruption budget. Fill in and apply <code>secret.example.yaml</code>, set your image, address and
        ingress network, then:
      </p>
      <Snippet lang="bash" label="Kubernetes" code="kubectl apply -k deploy/kubernetes" />
      <p>
        The image runs as an ordinary user on a read-only file system and writes to <code>/data</code> and{" "}
        <code>/tmp</code> only. Any setting may come from a file: <code>AUTH_SECRET_FILE</code> and so on.
      </p>
    </Section>
  );
}

export function SeveralInstances() {
  return (
    <Section id="instances" title="Several instances">
      <ul>
        <li>
          All share one database, <code>AUTH_SECRET</code>, <code>ENCRYPTION_KEY</code> and{" "}
          <code>APP_URL</code>, and run one image that was built once: pages sign what they send back with a
          key of their build.
        </li>
        <li>
          Rate limits are counted in PostgreSQL, or in Redis with <code>REDIS_URL</code> (with{" "}
          <code>rediss://</code> over TLS; a certificate of your own authority is believed when the process
          starts with <code>NODE_EXTRA_CA_CERTS</code>);{" "}
          <TextLink href="/docs/rate-limits">rate limits</TextLink> says what holds while that is away.
        </li>
        <li>Jobs run on one instance at a time, and another takes over when it is gone.</li>
        <li>
          A proxy must pass streams on at once and wait long: in nginx <code>proxy_buffering off</code> and{" "}
          <code>proxy_read_timeout 15m</code>, in Caddy <code>flush_interval -1</code>. Answers that stream
          say <code>X-Accel-Buffering: no</code>, and a comment every 15 seconds keeps them open.
        </li>
        <li>
          <code>TRUSTED_PROXIES</code> names the proxies, or every caller seems to come from them.
        </li>
      </ul>
    </Section>
  );
}
