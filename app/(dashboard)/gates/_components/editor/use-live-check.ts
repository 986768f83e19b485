"use client";

import { useEffect, useState } from "react";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { GateProblem } from "@/lib/gates/contract";
import { modelsOf } from "../field-words";
import { readJson } from "../read-json";

const PAUSE_MS = 500;

type Checked = { settings: GateSettings | null; problems: GateProblem[] };

/**
 * What the server has against the settings, asked again after a pause in typing. A field that has changed since the last
 * answer is not spoken of, so that nothing is told about a text that stands there no longer. `known` is null when
 * nobody has asked yet. Nobody asks while a line has no model: the form says so itself.
 */
export function useLiveCheck(settings: GateSettings, known: GateProblem[] | null): GateProblem[] {
  const [checked, setChecked] = useState<Checked>({
    settings: known === null ? null : settings,
    problems: known ?? [],
  });
  const text = JSON.stringify(settings);
  const isUnfinished = modelsOf(settings).includes("");

  useEffect(() => {
    if (text === JSON.stringify(checked.settings) || isUnfinished) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const asked: GateSettings = JSON.parse(text);
      const problems = await readJson<GateProblem[]>("/gates/check", stop.signal, { settings: asked });
      // Without an answer nothing new is known; saving will tell.
      if (problems !== null && !stop.signal.aborted) setChecked({ settings: asked, problems });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, checked.settings, isUnfinished]);

  const before = checked.settings;
  return before === null ? [] : checked.problems.filter(({ field }) => isSame(before, settings, field));
}

function isSame(before: GateSettings, now: GateSettings, field: string): boolean {
  const value = (settings: GateSettings) => JSON.stringify(settings[field as keyof GateSettings]);
  return value(before) === value(now);
}
