"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";
import { snippets } from "./snippets";

const TITLES = {
  curl: "Terminal",
  javascript: "JavaScript, OpenAI SDK",
  python: "Python, OpenAI SDK",
  env: ".env file",
};

/** First calls in several languages. With a `secret` it can be put into the code, which is off until asked for. */
export function SnippetTabs({
  address,
  gate,
  secret = null,
  onSaved,
}: {
  address: string;
  gate: string;
  secret?: string | null;
  onSaved?: () => void;
}) {
  const [inline, setInline] = useState(false);
  const put = inline ? secret : null;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Tabs
        label="First request"
        items={snippets({ address, gate, secret: put }).map((snippet) => ({
          value: snippet.id,
          label: snippet.label,
          panel: (
            <CodeBlock
              label={TITLES[snippet.id]}
              code={snippet.code}
              {...(put !== null && onSaved ? { onCopied: onSaved } : {})}
            />
          ),
        }))}
      />
      {secret === null ? null : (
        <Checkbox
          label="Put the key into the snippet"
          checked={inline}
          onChange={(event) => setInline(event.target.checked)}
        />
      )}
    </div>
  );
}
