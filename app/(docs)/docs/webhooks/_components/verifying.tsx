import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const NODE = `import { env } from "node:process";
import { Webhook } from "standardwebhooks"; // npm install standardwebhooks

// body: the text as it arrived, before any JSON.parse
export function readEvent(body, headers) {
  return new Webhook(env.LAYER_WEBHOOK_SECRET).verify(body, headers); // throws when it is forged
}`;

const PYTHON = `import os
from standardwebhooks import Webhook  # pip install standardwebhooks

# body: the text as it arrived, before any json.loads
def read_event(body, headers):
    return Webhook(os.environ["LAYER_WEBHOOK_SECRET"]).verify(body, headers)  # raises when it is forged`;

const BY_HAND = `import { createHmac, timingSafeEqual } from "node:crypto";

export function isGenuine(body, headers, secret) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false; // more than 5 minutes old
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const expected = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\${body}\`).digest();
  return headers["webhook-signature"].split(" ").some((one) => {
    const given = Buffer.from(one.replace("v1,", ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;

export function Verifying() {
  return (
    <Section id="verifying" title="Checking the signature">
      <p>
        Events are signed as Standard Webhooks says (standardwebhooks.com), so its libraries check them.
        Signed is <code>id.timestamp.body</code> with HMAC-SHA256; the key is the base64 after{" "}
        <code>whsec_</code>.
      </p>
      <Snippet lang="javascript" label="Node" code={NODE} />
      <Snippet lang="python" label="Python" code={PYTHON} />
      <Snippet lang="javascript" label="Node, without a library" code={BY_HAND} />
      <p>
        <strong>Rotating the secret</strong> signs with both for 24 hours: <code>webhook-signature</code> then
        has two signatures with a blank between them, and one that fits is enough. Move the receiver to the
        new secret within that time and nothing is lost.
      </p>
    </Section>
  );
}
