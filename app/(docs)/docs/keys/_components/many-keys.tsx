import { DEFECT_WORDS } from "@/lib/core/defect-words";
import { KEY_DEFECTS } from "@/lib/core/key-filter";
import { BULK_ACTIONS } from "@/lib/keys/bulk/contract";
import { apiCall } from "../../_components/api-call";
import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Bulk({ address }: { address: string }) {
  return (
    <Section id="bulk" title="Many keys at once, and undo">
      <p>
        One request changes up to 1,000 keys in one transaction. <code>action</code> is one of{" "}
        {BULK_ACTIONS.map((action, place) => (
          <span key={action}>
            {place === 0 ? "" : ", "}
            <code>{action}</code>
          </span>
        ))}
        . What cannot be done to one key does not keep it from the others, so read the result of each:{" "}
        <code>changed</code>, <code>unchanged</code> or <code>refused</code> with the reason.
      </p>
      <Snippet
        lang="bash"
        label="Tag two keys"
        code={apiCall(address, "POST /v1/keys/bulk", {
          ids: ["0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b", "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6c"],
          action: "addTags",
          tags: ["web"],
        })}
      />
      <p>
        <strong>Undo.</strong> In the dashboard, whoever changed many keys can take it back for 60 seconds.
        Exactly the fields that were changed get their old values; a key that somebody changed in between
        stays as it is.
      </p>
    </Section>
  );
}

export function Health({ address }: { address: string }) {
  return (
    <Section id="health" title="Key health">
      <p>
        The page of all keys counts what is wrong with them. A count and the list behind it are made of the
        same rule. All but <em>Exposed</em> count only keys that can be called with now: one that is disabled,
        expired or deleted does no harm by having no expiry.
      </p>
      <ul>
        {KEY_DEFECTS.map((defect) => (
          <li key={defect}>
            <strong>{DEFECT_WORDS[defect].label}</strong> (<code>{defect}</code>):{" "}
            {DEFECT_WORDS[defect].sentence}
          </li>
        ))}
      </ul>
      <Snippet
        lang="bash"
        label="Keys that were never used"
        code={apiCall(address, "GET /v1/keys?health=neverUsed")}
      />
    </Section>
  );
}
