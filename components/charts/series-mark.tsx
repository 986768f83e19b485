import { cn } from "@/components/ui/cn";
import { lookColour, lookTexture, type SeriesLook } from "./series-colours";

const TEXTURES = {
  plain: undefined,
  dots: "radial-gradient(var(--canvas) 1px, transparent 1.2px)",
  lines: "repeating-linear-gradient(var(--canvas) 0 1px, transparent 1px 4px)",
};

/** The colour and texture of a series beside its name. */
export function SeriesMark({ look, isHidden = false }: { look: SeriesLook; isHidden?: boolean }) {
  const colour = lookColour(look);
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
