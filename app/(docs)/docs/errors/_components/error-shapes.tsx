import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const MESSAGE = "This API key is disabled. Enable it in the dashboard under API Keys.";
const REQUEST_ID = "0195f39f-0f3c-7a51-b6d2-90c4f7a81e11";

/** The three shapes of an error body, as this instance sends them. */
export function ErrorShapes({ address }: { address: string }) {
  const docUrl = `${address}/docs/errors#key_disabled`;
  const openAi = {
    error: {
      message: MESSAGE,
      type: "authentication_error",
      code: "key_disabled",
      param: null,
      doc_url: docUrl,
      request_id: REQUEST_ID,
    },
  };
  const anthropic = {
    type: "error",
    error: {
      type: "authentication_error",
      message: MESSAGE,
      code: "key_disabled",
      param: null,
      details: { error_code: "key_disabled" },
      doc_url: docUrl,
    },
    request_id: REQUEST_ID,
  };
  const native = { error: "key_disabled", message: MESSAGE, requestId: REQUEST_ID, docUrl };
  return (
    <Section id="shape" title="The shape of an error">
      <p>
        On the paths of OpenAI&apos;s API an error looks as the official clients expect it, so they raise
        their own classes. Let a program decide by <code>code</code>; the sentence may change. Quote the
        request id when you report one; it is in the header <code>x-request-id</code> too.
      </p>
      <Snippet lang="json" label="OpenAI paths, status 401" code={JSON.stringify(openAi, null, 2)} />
      <p>
        Anthropic&apos;s paths (<code>/v1/messages</code>) answer as Anthropic&apos;s clients expect it, with
        the same code beside the type:
      </p>
      <Snippet lang="json" label="Anthropic paths, status 401" code={JSON.stringify(anthropic, null, 2)} />
      <p>
        The management API (<code>/v1/keys</code> for one) and the native API (<code>/v3/chat</code> for one)
        answer in their own shape. There <code>error</code> is the code.
      </p>
      <Snippet
        lang="json"
        label="Management and native API, status 401"
        code={JSON.stringify(native, null, 2)}
      />
    </Section>
  );
}
