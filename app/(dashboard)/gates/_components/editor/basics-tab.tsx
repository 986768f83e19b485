"use client";

import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { TASK_SUBTYPES, TASK_TYPES } from "@/lib/core/gate-settings";
import { TASK_WORDS } from "../field-words";
import { EditorField } from "./editor-field";
import type { Editor } from "./use-gate-editor";

/** What a gate is called and what it is for. */
export function BasicsTab({ editor }: { editor: Editor }) {
  const { form, change, changeSettings, changeText } = editor;
  const { settings } = form;
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <EditorField
        editor={editor}
        field="name"
        label="Name"
        required
        hint={
          editor.gateId === null
            ? "Programs send it as the model."
            : "Programs send it as the model. Changing it breaks those that send the old one."
        }
      >
        <Input
          value={form.name}
          autoComplete="off"
          spellCheck={false}
          placeholder="support-answers"
          onChange={(event) => change({ name: event.target.value })}
        />
      </EditorField>
      <EditorField editor={editor} field="description" label="Description">
        <Textarea
          rows={3}
          value={settings.description ?? ""}
          onChange={(event) => changeSettings({ description: event.target.value })}
        />
      </EditorField>
      <div className="grid gap-5 md:grid-cols-2">
        <EditorField editor={editor} field="taskType" label="Task type">
          <Select
            value={settings.taskType}
            onChange={({ target }) => {
              const taskType = TASK_TYPES.find((type) => type === target.value);
              if (taskType !== undefined) changeSettings({ taskType });
            }}
          >
            {TASK_TYPES.map((type) => (
              <option key={type} value={type}>
                {TASK_WORDS[type]}
              </option>
            ))}
          </Select>
        </EditorField>
        <EditorField editor={editor} field="taskSubtype" label="Subtype">
          <Select
            value={settings.taskSubtype ?? ""}
            onChange={({ target }) =>
              changeSettings({ taskSubtype: TASK_SUBTYPES.find((type) => type === target.value) ?? null })
            }
          >
            <option value="">None</option>
            {TASK_SUBTYPES.map((type) => (
              <option key={type} value={type}>
                {type.charAt(0).toUpperCase() + type.slice(1)}
              </option>
            ))}
          </Select>
        </EditorField>
      </div>
      <EditorField editor={editor} field="tags" label="Tags" hint="Separated by commas.">
        <Input
          value={form.texts.tags}
          autoComplete="off"
          placeholder="support, production"
          onChange={(event) => changeText("tags", event.target.value)}
        />
      </EditorField>
    </div>
  );
}
