import { PRICE_SOURCE } from "@/lib/prices/price-book";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

/** The classes of tokens in the words of a reader. */
const CLASSES = [
  ["input", "text of the prompt that was neither read from a cache nor written to one"],
  ["cachedInput", "text of the prompt that the provider read from its cache"],
  ["cacheWrite", "text of the prompt that it wrote to a cache which keeps it for minutes"],
  ["cacheWrite1h", "text of the prompt that it wrote to a cache which keeps it for an hour"],
  ["output", "text of the answer, reasoning included"],
  ["audioInput", "sound of the prompt"],
  ["audioOutput", "sound of the answer"],
] as const;

export function PricesOfRequests() {
  return (
    <Section id="what-a-request-costs" title="What a request costs">
      <p>
        Every token is counted in one class, and each class has its own price. The sum is kept in billionths
        of a US dollar and rounded once.
      </p>
      <dl className="flex flex-col gap-1.5">
        {CLASSES.map(([name, meaning]) => (
          <div key={name} className="grid gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>
        List prices come with this version of Layer (<code>{PRICE_SOURCE}</code>); nothing is fetched while it
        runs. A price that begins on a date holds for requests that start on that day or later, in UTC. Each
        request in the log names the price that it was settled with.
      </p>
      <p>
        <strong>An unknown price is unknown, never $0.</strong> When a model has no price, or a request used a
        class that has none, its cost is left open: it is counted as unpriced, and the header{" "}
        <code>x-layer-cost-usd</code> is left out. A list that has no price of its own for tokens of a cache
        charges them as input.
      </p>
    </Section>
  );
}

export function OwnPrices({ address }: { address: string }) {
  return (
    <Section id="prices-of-your-own" title="Prices of your own">
      <p>
        If you pay something else than the list says, or run models that no list has, set a price. It holds
        for requests that start at its moment or later, and wins over the list. What is in the log keeps its
        cost.
      </p>
      <Snippet
        lang="bash"
        label="curl"
        code={`curl ${address}/v1/prices \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"provider":"ollama","model":"llama3.3","effectiveFrom":"2026-12-01T00:00:00Z",
       "inputUsdPerMillion":"0.02","outputUsdPerMillion":"0.08","source":"electricity"}'`}
      />
      <p>
        Amounts are decimal text in US dollars per million tokens, with at most six decimals. Name every class
        that your requests use: one that you leave out has no price, and requests that use it are unpriced.
      </p>
      <p>
        Prices are added, never changed, so that every request can be explained. To correct one, set another
        with a later moment. A price whose moment has not come can be taken back with{" "}
        <code>DELETE /v1/prices/ID</code>. <code>GET /v1/prices</code> shows what each model costs you now,
        where that price comes from and since when, and all prices that you have set.
      </p>
      <p>
        A second price of the same moment is refused as{" "}
        <TextLink href="/docs/errors#conflict">conflict</TextLink>.
      </p>
    </Section>
  );
}
