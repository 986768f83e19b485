"use client";

import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { RESPONSE_FORMATS } from "@/lib/core/gate-settings";
import { EditorField } from "./editor-field";
import type { FormTexts } from "./gate-form";
import type { Editor } from "./use-gate-editor";

const FORMAT_WORDS = { text: "Text", json_object: "JSON object", json_schema: "JSON that follows a schema" };

const SCHEMA_EXAMPLE = `{
  "type": "json_schema",
  "json_schema": {
    "name": "answer",
    "schema": { "type": "object", "properties": {} }
  }
}`;

/** What is asked of the models, and whether a request may ask for something else. */
export function ParametersTab({ editor }: { editor: Editor }) {
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <p className="text-muted">
        An empty field is left to the request, and else to the model. Where callers may not override, the
        gate's value replaces theirs, and the header x-layer-locked of the answer names the field.
      </p>
      <div className="grid gap-5 md:grid-cols-3">
        <EditorField
          editor={editor}
          field="temperature"
          label="Temperature"
          hint="0 to 2."
          lock="temperature"
        >
          <NumberInput editor={editor} name="temperature" />
        </EditorField>
        <EditorField
          editor={editor}
          field="maxTokens"
          label="Max tokens"
          hint="Of one answer."
          lock="maxTokens"
        >
          <NumberInput editor={editor} name="maxTokens" />
        </EditorField>
        <EditorField editor={editor} field="topP" label="Top-p" hint="0 to 1." lock="topP">
          <NumberInput editor={editor} name="topP" />
        </EditorField>
      </div>
      <ResponseFormat editor={editor} />
    </div>
  );
}

function NumberInput({ editor, name }: { editor: Editor; name: keyof FormTexts }) {
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      placeholder="Not set"
      value={editor.form.texts[name]}
      onChange={(event) => editor.changeText(name, event.target.value)}
    />
  );
}

function ResponseFormat({ editor }: { editor: Editor }) {
  const { form, changeSettings, changeText } = editor;
  const { responseFormatEnabled, responseFormatType } = form.settings;
  const chosen = responseFormatEnabled ? (responseFormatType ?? "text") : "";
  return (
    <>
      <EditorField editor={editor} field="responseFormatType" label="Response format" lock="responseFormat">
        <Select
          value={chosen}
          onChange={({ target }) => {
            const type = RESPONSE_FORMATS.find((format) => format === target.value) ?? null;
            changeSettings({ responseFormatEnabled: type !== null, responseFormatType: type });
          }}
        >
          <option value="">Left to the request</option>
          {RESPONSE_FORMATS.map((format) => (
            <option key={format} value={format}>
              {FORMAT_WORDS[format]}
            </option>
          ))}
        </Select>
      </EditorField>
      {chosen === "json_schema" ? (
        <EditorField
          editor={editor}
          field="responseFormatSchema"
          label="JSON schema"
          hint="OpenAI’s response_format object, with its json_schema."
        >
          <Textarea
            rows={12}
            spellCheck={false}
            className="font-mono text-xs"
            placeholder={SCHEMA_EXAMPLE}
            value={form.texts.schema}
            onChange={(event) => changeText("schema", event.target.value)}
          />
        </EditorField>
      ) : null}
    </>
  );
}
