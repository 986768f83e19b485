"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { EXPIRY_PRESETS, expiryOf, expiryWords, isAllowed } from "./expiry-choice";
import type { useExpiry } from "./use-expiry";
import { useMinute } from "./use-minute";

type Expiry = ReturnType<typeof useExpiry>;

/** When a key stops: a ready-made life, or a day, a time and a zone; under it the moment that means. */
export function ExpiryField({
  expiry,
  maxDays,
  keeps,
}: {
  expiry: Expiry;
  maxDays: number | null;
  /** What the key has already, as a choice of its own. */
  keeps?: string;
}) {
  const { choice, picked } = expiry;
  const value = choice.kind === "days" ? String(choice.days) : choice.kind;
  const limit =
    maxDays === null
      ? null
      : `Keys of this instance expire within ${maxDays} ${maxDays === 1 ? "day" : "days"}; whoever runs it set that.`;
  const isOwn = choice.kind === "days" && EXPIRY_PRESETS.every(({ days }) => days !== choice.days);
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="Expires"
        error={choice.kind === "pick" ? null : expiry.error}
        hint={
          <>
            <ExpiryMoment expiry={expiry} /> {limit}
          </>
        }
      >
        <Select
          value={value}
          onChange={({ target }) => {
            const days = Number(target.value);
            const kind = target.value === "pick" || target.value === "as it is" ? target.value : null;
            expiry.choose(kind === null ? { kind: "days", days } : { kind });
          }}
        >
          {keeps === undefined ? null : <option value="as it is">{keeps}</option>}
          {isOwn ? <option value={value}>{value} days</option> : null}
          {EXPIRY_PRESETS.map(({ days, label }) => (
            <option key={days} value={days} disabled={!isAllowed(days, maxDays)}>
              {label}
            </option>
          ))}
          <option value="pick">Pick…</option>
        </Select>
      </Field>
      {choice.kind === "pick" ? (
        <MomentFields picked={picked} pick={expiry.pick} error={expiry.error} />
      ) : null}
    </div>
  );
}

/** A day, a time and the zone whose clock that is. */
export function MomentFields({
  picked,
  pick,
  error,
}: Pick<Expiry, "picked" | "pick"> & { error: string | null }) {
  const zones = [...new Set([picked.zone, "UTC", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <div className="flex flex-wrap gap-3">
      <Field label="Date" error={error} className="min-w-36 flex-1">
        <Input
          type="date"
          value={picked.date}
          max="9999-12-31"
          onChange={({ target }) => pick({ date: target.value })}
        />
      </Field>
      <Field label="Time" className="min-w-28">
        <Input type="time" value={picked.time} onChange={({ target }) => pick({ time: target.value })} />
      </Field>
      <Field label="Time zone" className="min-w-44 flex-1">
        <Select value={picked.zone} onChange={({ target }) => pick({ zone: target.value })}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

function ExpiryMoment({ expiry: { choice, picked } }: { expiry: Expiry }) {
  const now = useMinute();
  if (choice.kind === "as it is") return null;
  // The server knows neither the person's clock nor their zone.
  const moment = now === null ? undefined : expiryOf(choice, picked, now);
  if (moment === null || moment === undefined || now === null) return null;
  const zone = choice.kind === "pick" ? picked.zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${expiryWords(moment, now, zone)}.`;
}
