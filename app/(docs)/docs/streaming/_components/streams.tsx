import { Section, TextLink } from "../../_components/article";
import { ClientTabs } from "../../_components/client-tabs";
import { Snippet } from "../../_components/snippet";
import { stopStream, streamAnthropic, streamCurl, streamJavaScript, streamPython } from "./stream-snippets";

const WAYS = [
  { label: "curl", lang: "bash", code: streamCurl },
  { label: "OpenAI, JavaScript", lang: "javascript", code: streamJavaScript },
  { label: "OpenAI, Python", lang: "python", code: streamPython },
  { label: "Anthropic, JavaScript", lang: "javascript", code: streamAnthropic },
] as const;

export function Asking() {
  return (
    <Section id="asking" title="Asking for a stream">
      <p>
        Send <code>"stream": true</code>. Chat completions, responses, messages and the native{" "}
        <code>/v3/chat</code> stream, through every provider’s chat models.
      </p>
      <ClientTabs
        items={WAYS.map((way) => ({ value: way.label, label: way.label, panel: <Snippet {...way} /> }))}
      />
    </Section>
  );
}

export function UsageOfStreams() {
  return (
    <Section id="usage" title="Tokens and cost of a stream">
      <ul>
        <li>
          Layer always asks the provider for the usage, so a stream is counted and priced like a plain answer.
          The chunk with it reaches you when you ask for it with{" "}
          <code>{'"stream_options": {"include_usage": true}'}</code>.
        </li>
        <li>
          Anthropic’s events carry the usage by themselves, and the last event of <code>/v3/chat</code> tells
          usage and cost.
        </li>
        <li>
          The cost is not known while headers are sent, so a stream has no <code>x-layer-cost-usd</code>. Look
          for the answer’s <code>x-request-id</code> in the <TextLink href="/logs">log</TextLink>.
        </li>
      </ul>
    </Section>
  );
}

export function Ending() {
  return (
    <Section id="ending" title="How a stream ends">
      <ul>
        <li>
          <strong>Whole</strong>: with the end that the client expects (<code>data: [DONE]</code>, or{" "}
          <code>message_stop</code>). It leaves once the request is in the log.
        </li>
        <li>
          <strong>Failed before the first piece</strong>: the gate’s next model is asked, and you notice
          nothing. Without one you get a plain error.
        </li>
        <li>
          <strong>Failed in the middle</strong>: an event with the error in the client’s shape, and no end.
          The official clients throw. Pieces of two models are never mixed.
        </li>
        <li>
          <strong>You leave</strong>: the call at the provider is ended too. The log shows it as interrupted,
          with what had passed; its cost is what the provider counted until then, else an estimate.
        </li>
      </ul>
      <Snippet lang="javascript" label="Stop in the middle" code={stopStream} />
    </Section>
  );
}

export function Behind() {
  return (
    <Section id="proxies" title="Behind a proxy">
      <p>
        Streams are sent with <code>X-Accel-Buffering: no</code>, which nginx obeys. Where pieces arrive all
        at once, switch buffering off in the proxy before this instance, and compression of{" "}
        <code>text/event-stream</code> too. A proxy’s own timeout must be longer than a model may think:
        nothing is sent between two pieces. Layer itself waits ten minutes for a piece and fifteen for a whole
        call, unless <code>LAYER_PROVIDER_TIMEOUT_MS</code> and <code>LAYER_CALL_TIMEOUT_MS</code> say
        otherwise.
      </p>
    </Section>
  );
}
