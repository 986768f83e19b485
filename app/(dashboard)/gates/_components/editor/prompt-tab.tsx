"use client";

import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { formatCount } from "@/lib/core/format";
import { SYSTEM_PROMPT_MODES } from "@/lib/core/gate-settings";
import { PROMPT_MODE_WORDS } from "../field-words";
import { EditorField } from "./editor-field";
import type { Editor } from "./use-gate-editor";

/** English text has about four characters to a token (platform.openai.com/tokenizer). */
const CHARACTERS_PER_TOKEN = 4;

/** What every conversation begins with. */
export function PromptTab({ editor }: { editor: Editor }) {
  const { systemPrompt, systemPromptMode } = editor.form.settings;
  const tokens = Math.ceil((systemPrompt ?? "").length / CHARACTERS_PER_TOKEN);
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <EditorField
        editor={editor}
        field="systemPrompt"
        label="System prompt"
        hint={`≈ ${formatCount(tokens)} ${tokens === 1 ? "token" : "tokens"} on every request that uses it.`}
        lock="systemPrompt"
      >
        <Textarea
          rows={14}
          value={systemPrompt ?? ""}
          placeholder="You answer customers of an online shop, briefly and politely."
          onChange={(event) => editor.changeSettings({ systemPrompt: event.target.value })}
        />
      </EditorField>
      <EditorField editor={editor} field="systemPromptMode" label="Use it">
        <Select
          value={systemPromptMode}
          onChange={({ target }) => {
            const mode = SYSTEM_PROMPT_MODES.find((known) => known === target.value);
            if (mode !== undefined) editor.changeSettings({ systemPromptMode: mode });
          }}
        >
          {SYSTEM_PROMPT_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {PROMPT_MODE_WORDS[mode]}
            </option>
          ))}
        </Select>
      </EditorField>
    </div>
  );
}
