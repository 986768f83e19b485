import { Radio } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import type { Dimension } from "@/lib/core/request-filter";
import type { ChosenRange } from "@/lib/core/time-choice";
import { countFilters, type LogPlace, type LogView, logHref } from "../log-address";
import { keptParts } from "./address-parts";
import { DimensionChip, RowChip } from "./filter-chips";
import { type NamesOf, ROW_PARTS, type RowPartName } from "./filter-words";
import type { Option } from "./options";
import { SearchForm } from "./search-form";
import { ColumnsChip, SpanChip, ZoneChip } from "./time-chips";

type Chip = { dimension: Dimension } | { row: RowPartName };

/* The ones that are asked for most stay in sight; the others are, once they are set. */
const FIRST: Chip[] = [
  { dimension: "status" },
  { dimension: "gate" },
  { dimension: "key" },
  { dimension: "model" },
  { row: "error" },
  { row: "cost" },
  { row: "latency" },
];
const MORE: Chip[] = [
  { dimension: "provider" },
  { dimension: "endpoint" },
  { dimension: "tag" },
  { row: "tokens" },
  { row: "certainty" },
  { row: "refusedBy" },
  { row: "failed" },
  { row: "fallback" },
  { row: "streamed" },
  { row: "cached" },
  { row: "test" },
  { row: "ownProviderKey" },
];

export type ToolbarProps = {
  place: LogPlace;
  view: LogView;
  range: ChosenRange;
  zone: string;
  homeZone: string;
  now: Date;
  names: NamesOf;
  gates: readonly Option[];
};

/** Which requests the log shows; all of it is in the address. */
export function LogToolbar(props: ToolbarProps) {
  const { place, view, range, zone, homeZone, now } = props;
  const set = countFilters(place, view.filter);
  const isSet = (chip: Chip) =>
    "row" in chip
      ? ROW_PARTS[chip.row].words(view.filter) !== null
      : view.filter[chip.dimension] !== undefined;
  const fits = (chip: Chip) =>
    place.keyId === null || !("dimension" in chip) || !["key", "tag"].includes(chip.dimension);
  const inSight = [...FIRST, ...MORE.filter(isSet)].filter(fits);
  const hidden = MORE.filter((chip) => !isSet(chip)).filter(fits);
  return (
    <section aria-label="Filters" className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2 max-md:grid max-md:grid-cols-2">
        <SearchForm path={place.path} kept={keptParts(place, view, ["q"])} value={view.filter.search ?? ""} />
        <SpanChip place={place} view={view} range={range} zone={zone} />
        <ZoneChip place={place} view={view} zone={zone} homeZone={homeZone} now={now} />
        <span className="max-md:hidden">
          <ColumnsChip place={place} view={view} />
        </span>
        {view.live ? null : (
          <ButtonLink
            size="sm"
            href={logHref(place, view, { live: true, before: null, after: null, request: null })}
            scroll={false}
            prefetch={false}
            icon={<Radio aria-hidden="true" className="size-3.5" />}
          >
            Live
          </ButtonLink>
        )}
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-2 max-md:grid max-md:grid-cols-2">
        {inSight.map((chip) => (
          <Chosen key={nameOf(chip)} chip={chip} {...props} />
        ))}
        <details className="open:basis-full max-md:col-span-2 [&[open]>summary]:mb-2 [&[open]>summary]:text-ink">
          <summary className="inline-flex h-7 cursor-pointer list-none items-center rounded-md px-2 text-muted text-xs hover:text-ink max-md:h-10 [&::-webkit-details-marker]:hidden">
            More filters
          </summary>
          <div className="flex min-w-0 flex-wrap items-center gap-2 max-md:grid max-md:grid-cols-2">
            {hidden.map((chip) => (
              <Chosen key={nameOf(chip)} chip={chip} {...props} />
            ))}
          </div>
        </details>
        {set < 2 ? null : (
          <ButtonLink
            size="sm"
            variant="ghost"
            href={logHref(place, view, {
              filter: place.keyId === null ? {} : { key: { in: [place.keyId], notIn: [] } },
            })}
            scroll={false}
            prefetch={false}
          >
            Clear all
          </ButtonLink>
        )}
      </div>
    </section>
  );
}

function nameOf(chip: Chip): string {
  return "row" in chip ? chip.row : chip.dimension;
}

const STATUSES: Option[] = [
  { value: "2xx", label: "2xx: success" },
  { value: "4xx", label: "4xx: client error or limit" },
  { value: "5xx", label: "5xx: provider error" },
  { value: "429", label: "429: limit reached" },
  { value: "499", label: "499: client left" },
];

function Chosen({ chip, place, view, names, gates }: ToolbarProps & { chip: Chip }) {
  if ("row" in chip) return <RowChip place={place} view={view} name={chip.row} />;
  const { dimension } = chip;
  if (dimension === "status") {
    return (
      <DimensionChip
        place={place}
        view={view}
        dimension="status"
        names={names}
        known={STATUSES}
        source={null}
        typed="A code such as 404"
      />
    );
  }
  const isGate = dimension === "gate";
  return (
    <DimensionChip
      place={place}
      view={view}
      dimension={dimension}
      names={names}
      known={isGate ? gates : []}
      source={isGate ? null : `/logs/choices?of=${dimension}`}
      typed={
        isGate ? null : dimension === "key" ? "Find a key, or write its id" : `Find or write a ${dimension}`
      }
    />
  );
}
