import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article, Section, TextLink } from "../_components/article";
import { EndpointList } from "./_components/endpoint-list";
import {
  ANTHROPIC_ENDPOINTS,
  NATIVE_ENDPOINTS,
  OPENAI_ENDPOINTS,
  OTHER_ENDPOINTS,
} from "./endpoint-examples";

export const metadata: Metadata = { title: "Endpoints" };

export default function EndpointsPage() {
  const address = appUrl();
  return (
    <Article
      title="Endpoints"
      lead="What a key can call. The examples read your key from LAYER_API_KEY; those with a sandbox model run on every instance."
    >
      <Section id="openai" title="OpenAI's endpoints">
        <p>
          For clients made for OpenAI, with <code>{address}/v1</code> as their base URL. <code>model</code>{" "}
          names a gate, or a model that the gate may run; the gate can also stand in <code>gate_id</code> or
          in the header <code>X-Layer-Gate-Id</code>. Everything else reaches the provider as you wrote it. A
          provider that does not have an endpoint is named in the{" "}
          <TextLink href="/docs/errors#feature_not_supported">error</TextLink>.
        </p>
        <EndpointList address={address} endpoints={OPENAI_ENDPOINTS} />
      </Section>
      <Section id="anthropic" title="Anthropic's endpoints">
        <p>
          For clients made for Anthropic, with <code>{address}</code> as their base URL.
        </p>
        <EndpointList address={address} endpoints={ANTHROPIC_ENDPOINTS} />
      </Section>
      <Section id="native" title="The native API">
        <p>
          For clients made for Layer. They name the gate in <code>gateId</code>; without one, the default gate
          answers. An answer tells its usage and its cost, which is <code>null</code> when it is not known.
        </p>
        <EndpointList address={address} endpoints={NATIVE_ENDPOINTS} />
      </Section>
      <Section id="other" title="Keys, gates and the server itself">
        <EndpointList address={address} endpoints={OTHER_ENDPOINTS} />
      </Section>
    </Article>
  );
}
