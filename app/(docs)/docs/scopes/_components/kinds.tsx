import { ACCESS_LEVELS, INFERENCE_ENDPOINTS, RESOURCES } from "@/lib/core/key-scope";
import { apiCall } from "../../_components/api-call";
import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const EXAMPLE = {
  scope: {
    access: "inference",
    models: ["gpt-4o-mini"],
    networks: ["203.0.113.0/24"],
    hours: { zone: "Europe/Berlin", windows: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }] },
    maxCallNanoUsd: "500000000",
    maxOutputTokens: 4_000,
  },
};

export function SettingAScope({ address }: { address: string }) {
  return (
    <Section id="setting" title="Giving a key a scope">
      <p>
        A key without a scope has full access to the account. In a scope, a member that is left out limits
        nothing; <code>null</code> is full access again. Set it in the dashboard under{" "}
        <em>Limits &amp; scope</em> of a key, when you create one, or through the API. It holds for every call
        that begins afterwards.
      </p>
      <Snippet lang="bash" label="Limit a key" code={apiCall(address, "PATCH /v1/keys/$KEY_ID", EXAMPLE)} />
      <p>
        A key with a scope makes and changes only keys that may do no more than itself, and never widens
        itself. It can stop any key. It cannot change how a key is watched, nor the account’s policy for keys,
        nor enable a key that the guard or the report of a leak stopped: that takes a person or a key with
        full access.
      </p>
    </Section>
  );
}

export function Kinds() {
  return (
    <Section id="kinds" title="What can be limited">
      <ul>
        <li>
          <code>access</code>: <code>"inference"</code> calls and lists models and does nothing else,{" "}
          <code>"read"</code> reads everything and changes nothing. Or a level ({words(ACCESS_LEVELS)}) for
          each of {words(RESOURCES)}; what is not named is <code>none</code>.
        </li>
        <li>
          <code>gates</code>: ids of gates. A gate that a request names by its name is held against them too.
        </li>
        <li>
          <code>models</code> and <code>providers</code>: models are named as <code>GET /v1/models</code>{" "}
          names them. Those that the key may not use are taken out of a gate’s list, so no attempt reaches
          them. A model that the request itself names is never replaced by another: the call is refused.
        </li>
        <li>
          <code>endpoints</code>: those that call a model, of {words(INFERENCE_ENDPOINTS)}.
        </li>
        <li>
          <code>networks</code>: up to 50 addresses and networks in CIDR notation, IPv4 and IPv6.
        </li>
        <li>
          <code>hours</code>: an IANA time zone and windows of days (1 is Monday) and times by the clock
          there. A window that ends before it begins goes on past midnight.
        </li>
        <li>
          <code>maxCallNanoUsd</code>: what one call may cost at worst, in billionths of a US dollar as text.
        </li>
        <li>
          <code>maxOutputTokens</code>: the most tokens that one call may bring out. A request that asks for
          more is refused; one that names no limit is sent on with this one, where the endpoint knows such a
          field.
        </li>
      </ul>
    </Section>
  );
}

function words(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
