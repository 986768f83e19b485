"use client";

import { ArrowDown, ArrowUp, KeyRound, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { formatCount, formatUsd } from "@/lib/core/format";
import { type PicoUsdPerToken, usdDecimal } from "@/lib/core/money";
import type { ModelFact } from "../model-fact";
import type { ModelRow } from "./gate-form";
import { controlId, type RowControl } from "./use-row-moves";

/** One model of the list: its name, what is known of it, and its place. */
export function ModelLine({
  row,
  index,
  count,
  listId,
  fact,
  weighted,
  autoFocus,
  onChange,
  onMove,
  onRemove,
}: {
  row: ModelRow;
  index: number;
  count: number;
  listId: string;
  fact: ModelFact | undefined;
  weighted: boolean;
  autoFocus: boolean;
  onChange: (part: Partial<ModelRow>) => void;
  onMove: (to: number, focus: RowControl) => void;
  onRemove: (() => void) | null;
}) {
  const name = `model ${index + 1}`;

  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? index - 1 : index + 1, "model");
  }

  return (
    <li className="rounded-md border border-line p-2.5">
      <div className="flex items-center gap-2 max-md:flex-wrap">
        <span aria-hidden="true" className="tabular w-4 shrink-0 text-center text-subtle text-xs">
          {index + 1}
        </span>
        <Input
          id={controlId(row.key, "model")}
          list={listId}
          aria-label={`Model ${index + 1}`}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          value={row.model}
          autoFocus={autoFocus}
          autoComplete="off"
          spellCheck={false}
          placeholder="gpt-4o-mini"
          className="flex-1 font-mono text-xs max-md:basis-[calc(100%-2rem)]"
          onKeyDown={onKeyDown}
          onChange={(event) => onChange({ model: event.target.value })}
        />
        {weighted ? (
          <span className="flex shrink-0 items-center gap-1.5 text-subtle text-xs max-md:ml-6">
            Weight
            <Input
              aria-label={`Weight of ${name}`}
              inputMode="decimal"
              value={row.weight}
              autoComplete="off"
              className="w-16 text-right"
              onChange={(event) => onChange({ weight: event.target.value })}
            />
          </span>
        ) : null}
        <span className="flex shrink-0 max-md:ml-auto">
          <LineButton
            id={controlId(row.key, "up")}
            label={`Move ${name} up`}
            Icon={ArrowUp}
            off={index === 0}
            onClick={() => onMove(index - 1, "up")}
          />
          <LineButton
            id={controlId(row.key, "down")}
            label={`Move ${name} down`}
            Icon={ArrowDown}
            off={index === count - 1}
            onClick={() => onMove(index + 1, "down")}
          />
          <LineButton
            label={`Remove ${name}`}
            Icon={X}
            off={onRemove === null}
            onClick={() => onRemove?.()}
          />
        </span>
      </div>
      <p className="mt-1.5 min-h-4 pl-6 text-subtle text-xs">
        {row.model.trim() === "" ? "Type a model’s name or choose one from the list." : <Facts fact={fact} />}
      </p>
    </li>
  );
}

const CENT = 10_000_000n;

/** A list price per million tokens: whole cents as such, smaller ones to the last digit. */
function perMillion(price: PicoUsdPerToken): string {
  const nano = price * 1_000n;
  return nano % CENT === 0n ? formatUsd(nano, { decimals: 2 }) : `$${usdDecimal(nano)}`;
}

/* `aria-disabled` instead of `disabled`, so that the focus stays when a line has reached the end of the list. */
function LineButton({
  id,
  label,
  Icon,
  off,
  onClick,
}: {
  id?: string;
  label: string;
  Icon: typeof ArrowUp;
  off: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      id={id}
      size="icon"
      variant="ghost"
      className="size-7 max-md:size-9"
      aria-label={label}
      aria-disabled={off || undefined}
      icon={<Icon aria-hidden="true" className="size-3.5" />}
      onClick={off ? undefined : onClick}
    />
  );
}

function Facts({ fact }: { fact: ModelFact | undefined }) {
  if (fact === undefined) return "Not among the models that your providers list.";
  const { price, contextWindow, configured, provider } = fact;
  return (
    <span className="tabular flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <span className="truncate">{provider}</span>
      {price === null || price.input === null ? (
        <span>no price known</span>
      ) : (
        <span>
          {perMillion(price.input)} in
          {price.output === null ? "" : `, ${perMillion(price.output)} out`} per 1M tokens
        </span>
      )}
      {contextWindow === null ? null : <span>{formatCount(contextWindow)} context</span>}
      <span className="inline-flex items-center gap-1">
        <KeyRound aria-hidden="true" className="size-3" />
        {configured ? "ready" : "no provider key"}
      </span>
    </span>
  );
}
