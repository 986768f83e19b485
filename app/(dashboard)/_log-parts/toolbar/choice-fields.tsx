"use client";

import { useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { formatChoice } from "@/lib/core/request-filter";
import { AddressForm, type KeptParts } from "./address-form";
import { useChip } from "./chip-context";
import { matchingOptions, type Option, optionsOf } from "./options";

/**
 * A choice of several values of a dimension. `source` is where more of them are read from once the fields are in sight;
 * `typed` names what can be written instead of chosen.
 */
export function ChoiceFields({
  name,
  label,
  path,
  kept,
  options,
  source,
  typed,
  canLeaveOut = true,
}: {
  name: string;
  label: string;
  path: string;
  kept: KeptParts;
  options: readonly Option[];
  source: string | null;
  typed: string | null;
  canLeaveOut?: boolean;
}) {
  const chip = useChip();
  const { found, state } = useOptions(chip.isOpen ? source : null);
  const chosen = options.filter(({ chosen }) => chosen !== undefined);
  const [isOut, setOut] = useState(chosen.length > 0 && chosen.every((option) => option.chosen === "out"));
  const [text, setText] = useState("");
  const radio = useId();
  const all = optionsOf(options, found);
  const shown = new Set(matchingOptions(all, text));
  const write = (value: string | null) => (canLeaveOut ? formatOne(value, isOut) : (value ?? ""));

  return (
    <AddressForm
      path={path}
      kept={kept}
      label={`Filter by ${label.toLowerCase()}`}
      className="flex flex-col gap-2.5"
    >
      {canLeaveOut ? (
        <fieldset className="flex gap-4 text-sm">
          <legend className="sr-only">{label}</legend>
          {(["is", "is not"] as const).map((word) => (
            <label key={word} className="inline-flex min-h-6 items-center gap-2">
              <input
                type="radio"
                name={radio}
                form=""
                className="size-4 accent-accent"
                checked={(word === "is not") === isOut}
                onChange={() => setOut(word === "is not")}
              />
              {word}
            </label>
          ))}
        </fieldset>
      ) : null}
      {all.length > 8 || typed !== null ? (
        <Input
          type="search"
          aria-label={typed ?? `Find a ${label.toLowerCase()}`}
          placeholder={typed ?? "Find"}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      ) : null}
      {typed !== null && text.trim() !== "" && shown.size === 0 ? (
        <input type="hidden" name={name} value={write(text.trim())} />
      ) : null}
      {state === "loading" ? (
        <p role="status" className="flex items-center gap-2 text-muted text-xs">
          <Spinner /> Loading
        </p>
      ) : null}
      {state === "failed" ? (
        <p role="status" className="text-muted text-xs">
          The choices could not be loaded. Type the value instead.
        </p>
      ) : null}
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`Values of ${label.toLowerCase()}`}
        className="flex max-h-56 flex-col overflow-y-auto"
      >
        {all.map((option) => (
          <li key={option.value ?? "\u0000"} hidden={!shown.has(option)}>
            <Checkbox
              label={<span className="break-words">{option.label}</span>}
              name={name}
              value={write(option.value)}
              defaultChecked={option.chosen !== undefined}
              className="w-full"
            />
          </li>
        ))}
      </ul>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" size="sm">
          Apply
        </Button>
      </div>
    </AddressForm>
  );
}

function formatOne(value: string | null, isOut: boolean): string {
  return formatChoice(isOut ? { in: [], notIn: [value] } : { in: [value], notIn: [] });
}

/** Reads choices once, when they are wanted first. */
function useOptions(source: string | null): {
  found: readonly Option[];
  state: "idle" | "loading" | "failed";
} {
  const [found, setFound] = useState<readonly Option[] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (source === null || found !== null) return;
    const stop = new AbortController();
    const read = async () => {
      try {
        const response = await fetch(source, { signal: stop.signal, cache: "no-store" });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const { options }: { options: Option[] } = await response.json();
        setFound(options);
      } catch {
        if (!stop.signal.aborted) setFailed(true);
      }
    };
    void read();
    return () => stop.abort();
  }, [source, found]);
  if (found !== null || source === null) return { found: found ?? [], state: "idle" };
  return { found: [], state: failed ? "failed" : "loading" };
}
