import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function WhatItIs({ address }: { address: string }) {
  return (
    <Section id="what-a-gate-is" title="What a gate is">
      <p>
        A program names a gate where it would name a model. The gate sends the request to a model of its own,
        with the settings it has for whatever the request does not say. The account’s default gate answers
        requests that name none.
      </p>
      <p>
        Create one in the dashboard under <TextLink href="/gates">Gates</TextLink>, or with a program:
      </p>
      <Snippet
        lang="bash"
        label="Create a gate"
        code={`curl ${address}/v1/gates \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "support", "model": "gpt-4o-mini", "fallbackModels": ["sandbox/echo"]}'`}
      />
      <p>Then call it. Until the provider of its first model has a key, the sandbox answers:</p>
      <Snippet
        lang="bash"
        label="Call it"
        code={`curl ${address}/v1/chat/completions \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "support", "messages": [{"role": "user", "content": "Hello"}]}'`}
      />
      <p>
        A gate can also be named in the fields <code>gate_id</code>, <code>gateId</code> and <code>gate</code>
        , or in the header <code>X-Layer-Gate-Id</code>, by its id or its name.
      </p>
    </Section>
  );
}

const FIELDS: ReadonlyArray<readonly [names: string[], text: string]> = [
  [["name"], "1 to 100 characters. No two gates of an account have the same."],
  [["model"], "The model that answers: gpt-4o-mini, or provider/model to say which provider is meant."],
  [["fallbackModels"], "Up to 10 more models, in the order in which they are tried."],
  [
    ["routingStrategy", "weights"],
    "How the first model is chosen; see below. Weights are 0 to 1,000 per model.",
  ],
  [
    ["systemPrompt", "systemPromptMode"],
    "Instructions of up to 100,000 characters. With default they are used when a request brings none; with prepend they stand in front of the request’s own.",
  ],
  [
    ["temperature", "topP", "maxTokens"],
    "0 to 2, 0 to 1, and a whole number. Used when a request does not say its own.",
  ],
  [
    ["responseFormatEnabled", "responseFormatType", "responseFormatSchema"],
    "Asks for text, json_object or json_schema; the schema is OpenAI’s response_format object.",
  ],
  [["allowOverrides"], "Which of these a request may replace; see below."],
  [["timeoutMs"], "Longest time for one try at one model, 100 to 3,600,000 milliseconds."],
  [["taskType", "taskSubtype"], "What the gate is for: chat, image, video, tts, embeddings or ocr."],
  [["description", "tags"], "For people. Up to 2,000 characters, and up to 20 tags of 50."],
  [
    ["costWeight", "latencyWeight", "qualityWeight"],
    "0 to 1 each: what suggestions of models look at. They change nothing about requests.",
  ],
];

export function Fields() {
  return (
    <Section id="fields" title="What a gate says">
      <p>
        Only a name and a model are needed; everything else has a default. The names are those of the API and
        of the file.
      </p>
      <dl className="flex flex-col gap-3">
        {FIELDS.map(([names, text]) => (
          <div key={names[0]}>
            <dt className="flex flex-wrap gap-1.5">
              {names.map((name) => (
                <code key={name}>{name}</code>
              ))}
            </dt>
            <dd className="mt-1">{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        A model that no provider knows is refused when the gate is saved. A provider without a key is only
        warned of: the key may come later.
      </p>
    </Section>
  );
}

export function Strategies() {
  return (
    <Section id="strategies" title="Strategies">
      <ul>
        <li>
          <strong>single</strong>: one try at the gate’s model. Fallback models are not used.
        </li>
        <li>
          <strong>fallback</strong>: the model, then the fallback models in their order, until one answers.
        </li>
        <li>
          <strong>round-robin</strong>: every model is as likely as the others to be asked first. The others
          follow in order if it fails. An exact rotation is not promised: it is a matter of chance, so that
          several instances need not agree.
        </li>
        <li>
          <strong>weighted</strong>: the first model is chosen by its share of the weights; a model without
          one is never first. The others follow in order if it fails.
        </li>
      </ul>
      <p>
        A request moves on to the next model only after a failure that another model may cure: no connection,
        a timeout, a refused provider key, or an answer with status 408, 409, 429 or 5xx. It does so only
        before the first byte of an answer. An answer that was begun is never mixed with another.
      </p>
      <p>
        When a gate is created with fallback models and without a strategy, its strategy is{" "}
        <code>fallback</code>, else <code>single</code>.
      </p>
    </Section>
  );
}

export function Locks() {
  return (
    <Section id="overrides" title="What a request may replace">
      <p>
        <code>allowOverrides</code> is <code>true</code> for everything, <code>false</code> for nothing, a
        list of fields, or an object with <code>true</code> or <code>false</code> for each of{" "}
        <code>model</code>, <code>temperature</code>, <code>maxTokens</code>, <code>topP</code>,{" "}
        <code>systemPrompt</code> and <code>responseFormat</code>. A field that is not among them is locked.
      </p>
      <ul>
        <li>
          A locked field of a request is replaced by the gate’s value, or left out where the gate has none.
          The answer’s header <code>x-layer-locked</code> names every field that this happened to.
        </li>
        <li>
          A request that names a locked model and no gate is refused with status 400 and the code{" "}
          <TextLink href="/docs/errors#override_not_allowed">override_not_allowed</TextLink>: it wants a model
          that it cannot have.
        </li>
      </ul>
    </Section>
  );
}
