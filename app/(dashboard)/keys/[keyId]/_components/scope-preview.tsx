import { Callout } from "@/components/ui/callout";
import { formatCountExact, formatPercent } from "@/lib/core/format";
import type { ScopePreview as Preview } from "@/lib/keys/scope/contract";
import type { Foreseen } from "./use-scope-preview";

/** What the scope in the form would have refused, told politely while somebody types. */
export function ScopePreview({ preview }: { preview: Foreseen }) {
  return (
    <section aria-label="Preview" aria-live="polite">
      {preview.kind === "asking" ? (
        <p className="text-muted">Looking at this key's calls of the last 24 hours…</p>
      ) : null}
      {preview.kind === "told" ? <Told preview={preview.preview} /> : null}
    </section>
  );
}

function Told({ preview }: { preview: Preview }) {
  const { refused, examples, unsure } = preview;
  return (
    <Callout tone={refused === 0 ? "ok" : "warn"} title={previewSentence(preview)}>
      {unsure === 0 ? null : (
        <p>
          Of {formatCountExact(unsure)} {unsure === 1 ? "call" : "calls"} the log does not know everything
          that this asks for; they may be refused too.
        </p>
      )}
      {examples.length === 0 ? null : (
        <details className="mt-2">
          <summary className="cursor-pointer">Show examples</summary>
          <ul className="mt-2 flex flex-col gap-2">
            {examples.map(({ id, code, message }) => (
              <li key={id}>
                <p>{message}</p>
                <p className="break-all text-subtle text-xs">
                  {code} · request{" "}
                  <a href={`/logs?request=${id}`} className="rounded-sm underline underline-offset-4">
                    <code>{id}</code>
                  </a>
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Callout>
  );
}

/** `In the last 24 hours 3.0 % (12 of 400) of this key's calls would have been refused: 9 scope_model, 3 scope_network.` */
export function previewSentence({ requests, refused, byCode }: Preview): string {
  if (requests === 0)
    return "This key made no calls in the last 24 hours, so there is nothing to compare with.";
  if (refused === 0) {
    const calls = requests === 1 ? "the one call" : `all ${formatCountExact(requests)} calls`;
    return `In the last 24 hours ${calls} of this key would have been let through.`;
  }
  const share = `${formatPercent(refused / requests)} (${formatCountExact(refused)} of ${formatCountExact(requests)})`;
  const codes = Object.entries(byCode)
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, count]) => `${formatCountExact(count)} ${code}`)
    .join(", ");
  return `In the last 24 hours ${share} of this key's calls would have been refused: ${codes}.`;
}
