import { cn } from "@/components/ui/cn";
import { headRoomWords } from "../limit-values";

const NEARLY = 0.8;

/** How much of a limit is left, as a bar and in words. `label` says of which limit. */
export function HeadRoom({ label, used, limit }: { label: string; used: number; limit: number }) {
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  const words = headRoomWords(used, limit);
  return (
    <span className="flex min-w-40 items-center gap-2">
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw a meter in colours of their own */}
      <span
        role="meter"
        aria-label={`${label}: use now`}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
        aria-valuetext={words}
        className="h-1.5 w-20 shrink-0 overflow-hidden rounded-full bg-hover"
      >
        <span
          className={cn(
            "block h-full rounded-full",
            share >= 1 ? "bg-danger" : share >= NEARLY ? "bg-warn" : "bg-ok",
          )}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span aria-hidden="true" className="tabular text-muted text-xs">
        {words}
      </span>
    </span>
  );
}
