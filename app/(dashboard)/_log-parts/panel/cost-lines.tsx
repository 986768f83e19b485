import { Link } from "@/components/ui/link";
import { formatCountExact, formatDate, formatMoment, formatUsd } from "@/lib/core/format";
import type { LogEntry } from "@/lib/logs/contract";
import { type CostArithmetic, tokensByClass } from "@/lib/logs/cost-lines";
import type { CostStory } from "@/lib/logs/explain-cost";
import { CERTAINTY_NOTES, costWords } from "../list/cost-words";
import { CLASS_WORDS, perMillion, picoUsd, WHY_NO_LINES } from "./cost-line-words";
import { PanelSection } from "./panel-section";

const LINK = "rounded-sm text-ink underline underline-offset-4";

/** What the request cost, line by line: tokens of each class at their price, corrections as they were booked, and the sum. */
export function CostLines({ entry, story, zone }: { entry: LogEntry; story: CostStory; zone: string }) {
  const { costNanoUsd, bookedCostNanoUsd, corrections, certainty, usageNote } = entry;
  const { amount, why } = costWords(entry);
  return (
    <PanelSection title="Cost">
      {story.arithmetic === null || story.arithmetic.lines.length === 0 ? (
        <Tokens entry={entry} />
      ) : (
        <Arithmetic {...story.arithmetic} />
      )}
      <dl className="tabular flex flex-col gap-1 text-xs">
        {corrections.length === 0 ? null : (
          <Line label="Booked at first">
            {bookedCostNanoUsd === null ? "— not known then" : formatUsd(bookedCostNanoUsd)}
          </Line>
        )}
        {corrections.map(({ deltaNanoUsd, priceVersion, createdAt }) => (
          <Line
            key={priceVersion}
            label={`Corrected ${formatMoment(createdAt, zone)}, price ${priceVersion}`}
          >
            {deltaNanoUsd < 0n ? "" : "+"}
            {formatUsd(deltaNanoUsd)}
          </Line>
        ))}
        <div className="flex justify-between gap-4 border-line border-t pt-1 text-sm">
          <dt>Total</dt>
          <dd className="font-medium">{amount}</dd>
        </div>
      </dl>
      {certainty === "final" && story.arithmetic !== null ? null : (
        <p className="text-muted text-xs">{why}</p>
      )}
      {story.arithmetic === null && costNanoUsd !== null ? (
        <p className="text-muted text-xs">{WHY_NO_LINES[story.why]}</p>
      ) : null}
      {story.arithmetic !== null && story.of === "corrected" ? (
        <p className="text-muted text-xs">The lines are by the price of the last correction.</p>
      ) : null}
      {costNanoUsd === null && entry.modelUsed !== null ? (
        <p className="text-xs">
          {entry.beyondTokens ? `${WHY_NO_LINES["beyond tokens"]} ` : null}
          <Link href="/prices" prefetch={false} className={LINK}>
            Set a price
          </Link>
        </p>
      ) : null}
      {usageNote === null ? null : (
        <p className="break-words text-muted text-xs">About the tokens: {usageNote}</p>
      )}
      {corrections.length > 0 && certainty !== entry.settlement ? (
        <p className="text-muted text-xs">Before that: {CERTAINTY_NOTES[entry.settlement].toLowerCase()}</p>
      ) : null}
    </PanelSection>
  );
}

function Arithmetic({ lines, version, effectiveFrom }: CostArithmetic) {
  return (
    <>
      <table className="tabular w-full text-xs">
        <caption className="sr-only">Tokens at their prices</caption>
        <thead className="text-subtle">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">
              Class
            </th>
            <th scope="col" className="py-1 pl-3 text-right font-normal">
              Tokens
            </th>
            <th scope="col" className="py-1 pl-3 text-right font-normal">
              Per million
            </th>
            <th scope="col" className="py-1 pl-3 text-right font-normal">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, tokens, price, costPicoUsd }) => (
            <tr key={name} className="border-line border-t">
              <th scope="row" className="py-1 text-left font-normal">
                {CLASS_WORDS[name]}
              </th>
              <td className="py-1 pl-3 text-right">{formatCountExact(tokens)}</td>
              <td className="py-1 pl-3 text-right">{perMillion(price)}</td>
              <td className="py-1 pl-3 text-right">{picoUsd(costPicoUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="break-words text-subtle text-xs">
        Price {version}
        {effectiveFrom === null ? "" : `, in force since ${formatDate(effectiveFrom)}`}. The sum is rounded
        once, to a billionth of a dollar.
      </p>
    </>
  );
}

/** Without a price there are still the tokens. */
function Tokens({ entry }: { entry: LogEntry }) {
  const classes = tokensByClass(entry);
  if (classes.length === 0) return <p className="text-muted text-xs">No tokens were used.</p>;
  return (
    <dl className="tabular flex flex-col gap-1 text-xs">
      {classes.map(({ name, tokens }) => (
        <Line key={name} label={CLASS_WORDS[name]}>
          {formatCountExact(tokens)} tokens
        </Line>
      ))}
    </dl>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="min-w-0 break-words text-muted">{label}</dt>
      <dd className="shrink-0">{children}</dd>
    </div>
  );
}
