import { CodeBlock } from "@/components/ui/code-block";
import { appUrl } from "@/lib/env";
import { TAGS } from "@/lib/transport/openapi-tags";
import { Article, Section, TextLink } from "../../_components/article";
import { OnScreen } from "../../_components/on-screen";
import { docsPath } from "../../_pages/docs-pages";
import type { OperationPage } from "../../_pages/operation-pages";
import { type ReferenceOperation, referenceDocument } from "../_document/api-document";
import { curlOf } from "../_document/curl-of";
import { namedSchemas } from "../_document/named-schemas";
import { addressOf, headersOf, requestExample } from "../_document/request-example";
import { Answers } from "./answers";
import { ObjectsIn, Parameters } from "./fields";
import { NamedSchema } from "./named-schema";
import { Neighbours } from "./neighbours";
import { TryIt } from "./try-it";
import { TypeWords } from "./type-words";
import { Words } from "./words";

/** An operation with what it needs, takes and answers, the objects it speaks of, and a form to send it with. */
export function OperationArticle({ page }: { page: OperationPage }) {
  const { group, operation } = page;
  const { method, path, summary, description, parameters, answers } = operation;
  const schemas = namedSchemas([operation], referenceDocument().schemas);
  return (
    <Article title={summary} lead={<Words>{description}</Words>}>
      <div className="flex flex-col gap-3 text-muted">
        <p className="wrap-break-word">
          <code>
            {method} {path}
          </code>
        </p>
        <Needs operation={operation} />
        <p>
          One of the operations of <TextLink href={docsPath(group.slug)}>{group.tag}</TextLink>; more about
          them is in <TextLink href={TAGS[group.tag].page}>the guide</TextLink>.
        </p>
      </div>
      {parameters.length === 0 ? null : (
        <Section id="parameters" title="Parameters">
          <Parameters parameters={parameters} />
        </Section>
      )}
      <Body operation={operation} />
      <Example operation={operation} />
      <Section id="answers" title="Answers">
        <Answers answers={answers} />
      </Section>
      {schemas.map(([name, schema]) => (
        <NamedSchema key={name} name={name} schema={schema} />
      ))}
      <OnScreen>
        <Neighbours page={page} />
      </OnScreen>
    </Article>
  );
}

function Example({ operation }: { operation: ReferenceOperation }) {
  const { operationId, method, path } = operation;
  const example = requestExample(operation);
  return (
    <Section id="example" title="Example">
      <CodeBlock
        label={`${method} ${path}`}
        code={curlOf({
          method,
          url: `${appUrl()}${addressOf(path, example.parameters)}`,
          headers: [
            ...headersOf(example.parameters),
            ...(example.body === null ? [] : [["Content-Type", "application/json"] as const]),
          ],
          body: example.body ?? undefined,
          withKey: example.withKey,
        })}
      />
      <OnScreen>
        <TryIt id={operationId} example={example} />
      </OnScreen>
    </Section>
  );
}

function Needs({ operation }: { operation: ReferenceOperation }) {
  const permissions = operation["x-permissions"];
  if (operation.security.length === 0) return <p>No key is needed.</p>;
  return (
    <p>
      Needs a <TextLink href="/docs/authentication">key</TextLink>
      {permissions.length === 0 ? "; every key may do it" : " with "}
      {permissions.map((permission, place) => (
        <span key={permission}>
          {place === 0 ? "" : " and "}
          <code>{permission}</code>
        </span>
      ))}
      {permissions.length === 0 ? (
        ""
      ) : (
        <>
          {" "}
          in its <TextLink href="/docs/scopes">scope</TextLink>
        </>
      )}
      .
    </p>
  );
}

function Body({ operation: { requestBody } }: { operation: ReferenceOperation }) {
  const contents = Object.entries(requestBody?.content ?? {});
  if (contents.length === 0) return null;
  return (
    <Section id="body" title="Body">
      {contents.map(([type, { schema }]) => (
        <div key={type} className="flex flex-col gap-3">
          <p>
            <code>{type}</code>: <TypeWords schema={schema} />
          </p>
          <ObjectsIn schema={schema} />
        </div>
      ))}
    </Section>
  );
}
