import { cn } from "@/components/ui/cn";
import { lookColour, lookDashes, lookTexture, type SeriesLook } from "./series-colours";

const TEXTURES = {
  plain: undefined,
  dots: "radial-gradient(var(--canvas) 1px, transparent 1.2px)",
  lines: "repeating-linear-gradient(var(--canvas) 0 1px, transparent 1px 4px)",
};

/** How a series is drawn, beside its name: the colour and texture of its bars, or its line. */
export function SeriesMark({
  look,
  kind,
  isHidden = false,
}: {
  look: SeriesLook;
  kind: "bars" | "lines";
  isHidden?: boolean;
}) {
  const colour = lookColour(look);
  if (kind === "lines") {
    return (
      <svg aria-hidden="true" data-mark="" width={20} height={4} className="inline-block shrink-0">
        <line
          x2={20}
          y1={2}
          y2={2}
          stroke={colour}
          strokeWidth={isHidden ? 0.75 : 2}
          strokeDasharray={lookDashes(look)}
        />
      </svg>
    );
  }
  return (
    <span
      aria-hidden="true"
      data-mark=""
      className={cn(
        "inline-block size-2.5 shrink-0 rounded-[2px] border-2",
        isHidden && "bg-none! bg-transparent!",
      )}
      style={{
        backgroundColor: colour,
        borderColor: colour,
        backgroundImage: TEXTURES[lookTexture(look)],
        backgroundSize: "4px 4px",
      }}
    />
  );
}
