import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { DIMENSION_WORDS } from "@/lib/core/dimension-words";
import { usdDecimal } from "@/lib/core/money";
import type { Dimension, RequestFilter } from "@/lib/core/request-filter";
import { type LogPlace, type LogView, logHref, without } from "../log-address";
import { AddressForm } from "./address-form";
import { keptParts } from "./address-parts";
import { ChoiceFields } from "./choice-fields";
import { FilterChip } from "./filter-chip";
import { choiceWords, type NamesOf, ROW_PARTS, type RowPartName } from "./filter-words";
import { certaintyOptions, errorOptions, refusedByOptions, withChosen } from "./known-options";
import type { Option } from "./options";

type Shown = { place: LogPlace; view: LogView };

/** Which values of a dimension: those that are known here, and the others read when somebody looks. */
export function DimensionChip({
  place,
  view,
  dimension,
  names,
  known,
  source,
  typed,
}: Shown & {
  dimension: Dimension;
  names: NamesOf;
  known: readonly Option[];
  source: string | null;
  typed: string | null;
}) {
  const { filter } = view;
  const choice = filter[dimension];
  const label = DIMENSION_WORDS[dimension];
  const isSet = choice !== undefined;
  return (
    <FilterChip
      label={label}
      value={choiceWords(dimension, choice, names)}
      removeHref={isSet ? logHref(place, view, { filter: without(filter, [dimension]) }) : null}
    >
      <ChoiceFields
        key={JSON.stringify(choice ?? null)}
        name={dimension}
        label={label}
        path={place.path}
        kept={keptParts(place, view, [dimension])}
        options={withChosen(dimension, choice, names, known)}
        source={source}
        typed={typed}
      />
    </FilterChip>
  );
}

/** What only the log can be asked for. */
export function RowChip({ place, view, name }: Shown & { name: RowPartName }) {
  const { label, fields, words } = ROW_PARTS[name];
  const value = words(view.filter);
  return (
    <FilterChip
      label={label}
      value={value}
      removeHref={value === null ? null : logHref(place, view, { filter: without(view.filter, fields) })}
    >
      <RowFields place={place} view={view} name={name} />
    </FilterChip>
  );
}

/** What can be one of a list, with the name that addresses have for it. */
const LISTED = {
  error: { parameter: "error", optionsOf: errorOptions },
  certainty: { parameter: "certainty", optionsOf: certaintyOptions },
  refusedBy: { parameter: "refused_by", optionsOf: refusedByOptions },
};

function RowFields({ place, view, name }: Shown & { name: RowPartName }) {
  const { filter } = view;
  if (name === "error" || name === "certainty" || name === "refusedBy") {
    const { parameter, optionsOf } = LISTED[name];
    const options = optionsOf(filter);
    return (
      <ChoiceFields
        key={JSON.stringify(filter[name] ?? null)}
        name={parameter}
        label={ROW_PARTS[name].label}
        path={place.path}
        kept={keptParts(place, view, [parameter])}
        options={options}
        source={null}
        typed={null}
        canLeaveOut={false}
      />
    );
  }
  const fields = name === "cost" || name === "latency" || name === "tokens" ? AMOUNTS[name](filter) : null;
  const names = fields === null ? [name] : fields.map((field) => field.name);
  return (
    <AddressForm
      path={place.path}
      kept={keptParts(place, view, names)}
      label={`Filter by ${ROW_PARTS[name].label.toLowerCase()}`}
      className="flex flex-col gap-3"
    >
      {fields === null ? (
        <FlagField name={name} label={ROW_PARTS[name].label} value={ROW_PARTS[name].words(filter)} />
      ) : (
        fields.map((field) => <AmountField key={`${field.name}=${field.value}`} {...field} />)
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" size="sm">
          Apply
        </Button>
      </div>
    </AddressForm>
  );
}

function FlagField({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <Field label={label}>
      <Select
        key={value}
        name={name}
        defaultValue={value === null ? "" : String(value === "yes")}
        className="w-full"
      >
        <option value="">Either</option>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </Select>
    </Field>
  );
}

type Amount = { name: string; label: string; value: string; step: string };

const text = (value: number | bigint | null | undefined) =>
  value === null || value === undefined ? "" : String(value);
const usd = (value: bigint | null | undefined) =>
  value === null || value === undefined ? "" : usdDecimal(value);

const AMOUNTS: Record<"cost" | "latency" | "tokens", (filter: RequestFilter) => Amount[]> = {
  cost: (filter) => [
    { name: "min_cost", label: "At least, in US dollars", value: usd(filter.minCostNanoUsd), step: "any" },
    { name: "max_cost", label: "At most, in US dollars", value: usd(filter.maxCostNanoUsd), step: "any" },
  ],
  latency: (filter) => [
    { name: "min_latency", label: "At least, in milliseconds", value: text(filter.minLatencyMs), step: "1" },
    { name: "max_latency", label: "At most, in milliseconds", value: text(filter.maxLatencyMs), step: "1" },
  ],
  tokens: (filter) => [
    { name: "min_tokens", label: "At least, in and out together", value: text(filter.minTokens), step: "1" },
  ],
};

function AmountField({ name, label, value, step }: Amount) {
  return (
    <Field label={label}>
      <Input type="number" name={name} min={0} step={step} defaultValue={value} inputMode="decimal" />
    </Field>
  );
}
