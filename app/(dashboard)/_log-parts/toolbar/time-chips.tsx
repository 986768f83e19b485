import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { formatZone } from "@/lib/core/format";
import type { ChosenRange } from "@/lib/core/time-choice";
import { type LogPlace, type LogView, logHref, OPTIONAL_COLUMNS } from "../log-address";
import { keptParts } from "./address-parts";
import { FilterChip } from "./filter-chip";
import { localOfMoment } from "./local-moment";
import { SpanForm } from "./span-form";
import { NAMED_SPANS, spanWords } from "./span-words";

const row = "flex min-h-7 items-center rounded-sm px-2 text-sm hover:bg-hover max-md:min-h-10";

/** Of which time: a span with a name, or one of one's own. */
export function SpanChip({
  place,
  view,
  range,
  zone,
}: {
  place: LogPlace;
  view: LogView;
  range: ChosenRange;
  zone: string;
}) {
  const local = { from: localOfMoment(range.from, zone), to: localOfMoment(range.to, zone) };
  return (
    <FilterChip label="Time" value={spanWords(range, zone)} removeHref={null}>
      <ul className="mb-3 grid grid-cols-2 gap-1">
        {NAMED_SPANS.map(({ name, label }) => (
          <li key={name}>
            <Link
              href={logHref(place, view, { time: { range: name, from: null, to: null } })}
              scroll={false}
              prefetch={false}
              aria-current={range.name === name ? "true" : undefined}
              className={cn(row, range.name === name && "bg-hover font-medium")}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <SpanForm
        key={`${local.from} ${local.to} ${zone}`}
        path={place.path}
        kept={keptParts(place, view, ["range", "from", "to"])}
        zone={zone}
        {...local}
      />
    </FilterChip>
  );
}

/** Whose clocks times are told by. */
export function ZoneChip({
  place,
  view,
  zone,
  homeZone,
  now,
}: {
  place: LogPlace;
  view: LogView;
  zone: string;
  homeZone: string;
  now: Date;
}) {
  const zones = [...new Set([homeZone, zone, "UTC"])];
  return (
    <FilterChip label="Zone" value={formatZone(zone, now)} removeHref={null}>
      <ul>
        {zones.map((name) => (
          <li key={name}>
            <Link
              href={logHref(place, view, { zone: name === homeZone ? null : name })}
              scroll={false}
              prefetch={false}
              aria-current={name === zone ? "true" : undefined}
              className={cn(row, name === zone && "bg-hover font-medium")}
            >
              {formatZone(name, now)}
              {name === homeZone ? <span className="ml-2 text-subtle text-xs">this browser's</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </FilterChip>
  );
}

const COLUMN_WORDS = { provider: "Provider", endpoint: "Endpoint", network: "Network" };

/** Columns that most people do not need. */
export function ColumnsChip({ place, view }: { place: LogPlace; view: LogView }) {
  const { columns } = view;
  return (
    <FilterChip
      label="Columns"
      value={columns.length === 0 ? null : `+ ${columns.map((name) => COLUMN_WORDS[name]).join(", ")}`}
      removeHref={null}
    >
      <ul>
        {OPTIONAL_COLUMNS.map((name) => {
          const isShown = columns.includes(name);
          const next = OPTIONAL_COLUMNS.filter((other) =>
            other === name ? !isShown : columns.includes(other),
          );
          return (
            <li key={name}>
              <Link
                href={logHref(place, view, { columns: next })}
                scroll={false}
                prefetch={false}
                className={row}
              >
                {isShown ? "Hide" : "Show"} {COLUMN_WORDS[name].toLowerCase()}
              </Link>
            </li>
          );
        })}
      </ul>
    </FilterChip>
  );
}
