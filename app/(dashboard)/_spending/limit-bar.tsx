import { cn } from "@/components/ui/cn";
import { formatUsd } from "@/lib/core/format";
import type { SpendingLimit } from "@/lib/spending/contract";
import { allowedOf, countedOf } from "@/lib/spending/spending-outlook";
import { limitTitle, shareOf, usedWords } from "./limit-words";

const NEARLY = 80;

/**
 * How much of a limit is spent and, striped behind that, how much is reserved for calls under way. The ticks are its alerts. `large` names
 * them, for a bar that stands alone.
 */
export function LimitBar({ limit, large = false }: { limit: SpendingLimit; large?: boolean }) {
  const spent = shareOf(countedOf(limit), limit);
  const reserved = Math.min(100 - spent, shareOf(limit.now.reservedNanoUsd, limit));
  const marks = allowedOf(limit) === 0n ? [] : limit.alertPercents.filter((percent) => percent < 100);
  return (
    <div className={cn("min-w-0", large && marks.length > 0 && "pb-5")}>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw a meter in colours of their own */}
      <div
        role="meter"
        aria-label={limitTitle(limit)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(spent)}
        aria-valuetext={valueWords(limit)}
        className={cn("relative", large ? "h-3" : "h-2")}
      >
        <div className="flex size-full overflow-hidden rounded-full bg-hover">
          <div
            data-mark=""
            className={cn("h-full shrink-0", toneOf(limit, spent))}
            style={{ width: `${spent}%` }}
          />
          <div data-mark="" className="striped h-full shrink-0" style={{ width: `${reserved}%` }} />
        </div>
        {marks.map((percent) => (
          <span
            key={percent}
            aria-hidden="true"
            data-mark=""
            className="absolute -inset-y-0.5 w-px bg-ink"
            style={{ left: `${percent}%` }}
          >
            {large ? (
              <span className="tabular absolute top-full mt-0.5 -translate-x-1/2 whitespace-nowrap text-subtle text-xs">
                {percent} %
              </span>
            ) : null}
          </span>
        ))}
      </div>
    </div>
  );
}

function toneOf(limit: SpendingLimit, spent: number): string {
  if (limit.now.status === "suspended" || spent >= 100) return "bg-danger";
  return spent >= NEARLY ? "bg-warn" : "bg-ok";
}

function valueWords(limit: SpendingLimit): string {
  const { reservedNanoUsd } = limit.now;
  const reserved = reservedNanoUsd === 0n ? "" : `, ${formatUsd(reservedNanoUsd)} reserved`;
  return `${usedWords(limit)} spent${reserved}`;
}
