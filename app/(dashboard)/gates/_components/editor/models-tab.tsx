"use client";

import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { ROUTING_STRATEGIES } from "@/lib/core/gate-settings";
import { STRATEGY_WORDS } from "../field-words";
import type { ModelFact } from "../model-fact";
import { EditorField, OverrideLock } from "./editor-field";
import { FieldProblems } from "./field-problems";
import { evenRows, withNewRow } from "./gate-form";
import { ModelLine } from "./model-line";
import type { Editor } from "./use-gate-editor";
import { useRowMoves } from "./use-row-moves";

const SUGGESTIONS_ID = "model-suggestions";

const SENTENCES = {
  single: "One model answers everything.",
  fallback: "The first model answers. When it fails, the next one is tried, in this order.",
  "round-robin": "The models take turns. When one fails, the others are tried.",
  weighted: "Each model gets its share of the requests. When one fails, the others are tried.",
};

/** Which models answer, in which order, and how the requests are spread over them. */
export function ModelsTab({ editor, models }: { editor: Editor; models: ModelFact[] }) {
  const { form, change, changeText } = editor;
  const { routingStrategy } = form.settings;
  const moves = useRowMoves(form.rows, (rows) => change({ rows }));
  const add = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState<number | null>(null);

  function addRow() {
    const rows = withNewRow(form.rows, routingStrategy === "weighted" ? "1" : "");
    // A second model is there to step in; what else to do with it can be chosen afterwards.
    const isFirst = form.rows.length === 1 && routingStrategy === "single";
    setAdded(rows.at(-1)?.key ?? null);
    change({
      rows,
      ...(isFirst ? { settings: { ...form.settings, routingStrategy: "fallback" as const } } : {}),
    });
  }

  function removeRow(key: number) {
    change({ rows: form.rows.filter((row) => row.key !== key) });
    add.current?.focus();
  }

  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <EditorField editor={editor} field="routingStrategy" label="Strategy" hint={SENTENCES[routingStrategy]}>
        <Select
          value={routingStrategy}
          onChange={({ target }) => {
            const chosen = ROUTING_STRATEGIES.find((strategy) => strategy === target.value);
            if (chosen === undefined) return;
            change({
              rows: chosen === "weighted" ? evenRows(form.rows) : form.rows,
              settings: { ...form.settings, routingStrategy: chosen },
            });
          }}
        >
          {ROUTING_STRATEGIES.map((strategy) => (
            <option key={strategy} value={strategy}>
              {STRATEGY_WORDS[strategy]}
            </option>
          ))}
        </Select>
      </EditorField>
      <fieldset data-field="model fallbackModels weights" className="min-w-0">
        <legend className="mb-1.5 font-medium">Models</legend>
        <ol className="flex flex-col gap-2">
          {form.rows.map((row, index) => (
            <ModelLine
              key={row.key}
              row={row}
              index={index}
              count={form.rows.length}
              listId={SUGGESTIONS_ID}
              fact={models.find(({ id }) => id === row.model.trim())}
              weighted={routingStrategy === "weighted"}
              autoFocus={row.key === added}
              onChange={(part) =>
                change({ rows: form.rows.map((it) => (it.key === row.key ? { ...it, ...part } : it)) })
              }
              onMove={(to, focus) => moves.move(index, to, focus)}
              onRemove={form.rows.length > 1 ? () => removeRow(row.key) : null}
            />
          ))}
        </ol>
        <FieldProblems editor={editor} fields={["model", "fallbackModels", "weights"]} />
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <Button ref={add} icon={<Plus aria-hidden="true" className="size-3.5" />} onClick={addRow}>
            Add model
          </Button>
          <span className="flex items-center gap-1.5 text-subtle text-xs max-md:hidden">
            <Kbd>⌥/Alt</Kbd>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> in a model moves it
          </span>
        </div>
        <div className="mt-2">
          <OverrideLock editor={editor} field="model" named />
        </div>
      </fieldset>
      <div className="max-w-60">
        <EditorField
          editor={editor}
          field="timeoutMs"
          label="Timeout per attempt, seconds"
          hint="Empty leaves it to this instance."
        >
          <Input
            inputMode="decimal"
            value={form.texts.timeout}
            autoComplete="off"
            onChange={(event) => changeText("timeout", event.target.value)}
          />
        </EditorField>
      </div>
      <datalist id={SUGGESTIONS_ID}>
        {models.map(({ id, provider }) => (
          <option key={id} value={id}>
            {provider}
          </option>
        ))}
      </datalist>
      <p role="status" className="sr-only">
        {moves.said}
      </p>
    </div>
  );
}
