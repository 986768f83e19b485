import { SnippetTabs } from "../../../_first-request/snippet-tabs";

/** First calls with this key, which they read from the environment. */
export function Quickstart({ address, gate }: { address: string; gate: string }) {
  return (
    <section aria-labelledby="quickstart-heading" className="flex min-w-0 flex-col gap-2">
      <h2 id="quickstart-heading" className="text-base">
        Quickstart
      </h2>
      <SnippetTabs address={address} gate={gate} />
    </section>
  );
}
