import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/db/project-root";

/** Settings that are explained together, each with what it is when nothing is set; an empty text is nothing. */
export type SettingsEntry = { settings: Array<{ name: string; fallback: string }>; about: string };
export type SettingsGroup = { title: string; entries: SettingsEntry[] };

/** All settings with what they are for, as `.env.example` says it. */
export function settingsReference(): SettingsGroup[] {
  const groups: SettingsGroup[] = [];
  let about: string[] = [];
  let entry: SettingsEntry | undefined;
  for (const line of readFileSync(join(projectRoot(), ".env.example"), "utf8").split("\n")) {
    const [, title] = /^# --- (.+?) -+$/.exec(line) ?? [];
    const [, comment] = /^# ?(.*)$/.exec(line) ?? [];
    const [, name, fallback = ""] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    if (title !== undefined) groups.push({ title, entries: [] });
    if (name === undefined) {
      entry = undefined;
      if (title !== undefined || line === "") about = [];
      else if (comment !== undefined) about.push(comment);
      continue;
    }
    entry ??= addEntry(groups, about.join(" "));
    entry.settings.push({ name, fallback });
    about = [];
  }
  return groups;
}

function addEntry(groups: SettingsGroup[], about: string): SettingsEntry {
  const entry: SettingsEntry = { settings: [], about };
  groups.at(-1)?.entries.push(entry);
  return entry;
}
