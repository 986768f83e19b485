import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Health() {
  return (
    <Section id="health" title="Health">
      <ul>
        <li>
          <code>GET /health</code> says whether the process is alive, without the database. Restart it when
          that fails.
        </li>
        <li>
          <code>GET /ready</code> says whether it should get calls: the database answers within a second and
          has every migration of this version, no job is five minutes behind, and it is not stopping.
          Otherwise it answers 503 with the reasons.
        </li>
      </ul>
      <p>
        Both are at <code>/api/health</code> and <code>/api/ready</code>, too. They need no key and tell no
        secret.
      </p>
    </Section>
  );
}

export function Traces() {
  return (
    <Section id="traces" title="Traces">
      <p>
        With <code>OTEL_EXPORTER_OTLP_ENDPOINT</code> set, each call in the log is sent to an OpenTelemetry
        collector, over HTTP in JSON, under the names of the conventions for generative AI: a span of the
        call, with gate, status, error, cost and <code>layer.input_tokens</code>, and below it one for each
        provider that was asked, with model, error, address and <code>gen_ai.usage.input_tokens</code>, so
        that who adds up counts no token twice. Nothing that was said is in them. Every five seconds spans go
        out; those that a collector does not take are lost and cost no call.
      </p>
      <p>
        A call goes on with the trace of its <code>traceparent</code> and <code>tracestate</code> headers, and
        hands it to each provider under the span of that attempt. One that its caller does not record is not
        sent. Without the setting nothing is made or sent, and no such header reaches a provider.
      </p>
      <p>
        The same collector gets <code>gen_ai.client.operation.duration</code>,{" "}
        <code>gen_ai.client.operation.time_to_first_chunk</code> and <code>gen_ai.client.token.usage</code>{" "}
        once a minute, as sums since the start: by operation, provider, model and error, in 2,000 series at
        most. <code>OTEL_METRICS_EXPORTER=none</code> leaves them out, for a collector that takes only traces.
      </p>
    </Section>
  );
}

const SCRAPE = `scrape_configs:
  - job_name: layer
    metrics_path: /metrics
    authorization:
      credentials_file: /etc/prometheus/layer-token
    static_configs:
      - targets: ["layer-1:3000", "layer-2:3000"]`;

export function Metrics() {
  return (
    <Section id="metrics" title="Metrics">
      <p>
        Set <code>METRICS_TOKEN</code>, and Prometheus reads <code>/metrics</code> with it as a bearer token.
        Without the setting there is no such path. Each instance tells what it has written to the log since it
        began, so ask each one by itself.
      </p>
      <Snippet lang="yaml" label="prometheus.yml" code={SCRAPE} />
      <p>
        There are calls by status, gate and model, errors by code, durations, time to first token, what Layer
        adds, tokens, cost, calls without a known price, fallbacks, refusals by rate limits, what is left of
        spending limits, and the process itself. No label names a key or an account, and models that callers
        invent are counted as <code>other</code>. A dashboard for Grafana is in{" "}
        <code>deploy/grafana/layer.json</code>.
      </p>
    </Section>
  );
}
