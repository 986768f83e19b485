import type { GateSettings } from "@/lib/core/gate-settings";
import { modelsOf, type Said } from "../field-words";

/** A model of the list while it is being edited. `key` stays with it when it moves. */
export type ModelRow = { key: number; model: string; weight: string };

/** The texts of the fields that are more than text; what stands in one may not be valid yet. */
export type FormTexts = {
  temperature: string;
  topP: string;
  maxTokens: string;
  timeout: string;
  schema: string;
  tags: string;
};

/** A gate as the editor holds it: `settings` for what is always valid, rows and texts for the rest. */
export type GateForm = { name: string; settings: GateSettings; rows: ModelRow[]; texts: FormTexts };

/** What is wrong with a field, by the name of the field. */
export type Faults = Partial<Record<string, string>>;

/** The editor's view of a gate. */
export function formOf({ name, settings }: Said): GateForm {
  const { temperature, topP, maxTokens, timeoutMs, responseFormatSchema, tags, weights } = settings;
  return {
    name,
    settings,
    rows: modelsOf(settings).map((model, key) => ({ key, model, weight: numberText(weights?.[model]) })),
    texts: {
      temperature: numberText(temperature),
      topP: numberText(topP),
      maxTokens: numberText(maxTokens),
      timeout: numberText(timeoutMs === null ? null : timeoutMs / 1_000),
      schema: responseFormatSchema === null ? "" : JSON.stringify(responseFormatSchema, null, 2),
      tags: tags.join(", "),
    },
  };
}

/** What the form says, and which of its texts cannot be read. Such a field is null in `said`. */
export function readForm(form: GateForm): { said: Said; faults: Faults } {
  const faults: Faults = {};
  const number = (field: string, text: string): number | null => {
    const value = readNumber(text);
    if (Number.isNaN(value)) faults[field] = "Type a number, with a point for decimals.";
    return Number.isNaN(value) ? null : value;
  };
  const { rows, texts } = form;
  const timeout = number("timeoutMs", texts.timeout);
  const models = rows.map(({ model }) => model.trim());
  const settings: GateSettings = {
    ...form.settings,
    description: form.settings.description?.trim() || null,
    systemPrompt: form.settings.systemPrompt || null,
    model: models[0] ?? "",
    fallbackModels: models.slice(1),
    weights: form.settings.routingStrategy === "weighted" ? readWeights(rows, number) : null,
    temperature: number("temperature", texts.temperature),
    topP: number("topP", texts.topP),
    maxTokens: number("maxTokens", texts.maxTokens),
    timeoutMs: timeout === null ? null : Math.round(timeout * 1_000),
    responseFormatSchema:
      form.settings.responseFormatType === "json_schema" ? readSchema(form, faults) : null,
    tags: texts.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag, index, all) => tag !== "" && all.indexOf(tag) === index),
  };
  return { said: { name: form.name.trim(), settings }, faults };
}

/** The list with the row at `from` moved to `to`; the list itself when there is no such place. */
export function movedRow<Row>(rows: readonly Row[], from: number, to: number): readonly Row[] {
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length || from === to) return rows;
  const rest = rows.filter((_, index) => index !== from);
  return [...rest.slice(0, to), row, ...rest.slice(to)];
}

/** The list with one more empty row at its end. */
export function withNewRow(rows: readonly ModelRow[], weight = ""): ModelRow[] {
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return [...rows, { key, model: "", weight }];
}

/** The form with the keys of the lines before, so that the focus stays in its line when the lines are the same. */
export function withKeysOf(before: GateForm, after: GateForm): GateForm {
  const isSame =
    before.rows.length === after.rows.length &&
    after.rows.every(({ model }, index) => model === before.rows[index]?.model.trim());
  if (!isSame) return after;
  return {
    ...after,
    rows: after.rows.map((row, index) => ({ ...row, key: before.rows[index]?.key ?? row.key })),
  };
}

/** The list with the same share for every model, unless somebody has given shares already. */
export function evenRows(rows: readonly ModelRow[]): ModelRow[] {
  const isGiven = rows.some(({ weight }) => weight.trim() !== "");
  return rows.map((row) => (isGiven ? row : { ...row, weight: "1" }));
}

function readWeights(
  rows: readonly ModelRow[],
  number: (field: string, text: string) => number | null,
): Record<string, number> {
  const shares = rows.map(({ model, weight }) => [model.trim(), number("weights", weight)] as const);
  return Object.fromEntries(shares.filter((share): share is [string, number] => share[1] !== null));
}

function readSchema({ settings, texts }: GateForm, faults: Faults): GateSettings["responseFormatSchema"] {
  if (texts.schema.trim() === "") return null;
  try {
    const value: unknown = JSON.parse(texts.schema);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
    faults.responseFormatSchema = "A schema is a JSON object: it begins with { and ends with }.";
  } catch (cause) {
    faults.responseFormatSchema = `This is not valid JSON. ${placeOf(cause, texts.schema)}`.trim();
  }
  return settings.responseFormatSchema;
}

/** Browsers tell the place of a JSON fault in different words; the line is what a person can use. */
function placeOf(cause: unknown, text: string): string {
  const message = cause instanceof Error ? cause.message : "";
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return `Look at line ${line}.`;
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return "Its end may be missing.";
  return `Look at line ${text.slice(0, Number(position)).split("\n").length}.`;
}

function readNumber(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
