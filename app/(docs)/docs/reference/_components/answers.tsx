import { Fragment } from "react";
import { Snippet } from "../../_components/snippet";
import type { Answer } from "../_document/api-document";
import { ObjectsIn } from "./fields";
import { TypeWords } from "./type-words";
import { Words } from "./words";

/** What an operation answers, by status: what was asked for with an example, errors by their codes. */
export function Answers({ answers }: { answers: ReadonlyArray<[status: string, answer: Answer]> }) {
  const given = answers.filter(([, answer]) => !("x-error-codes" in answer));
  const errors = answers.filter(([, answer]) => "x-error-codes" in answer);
  return (
    <>
      {given.map(([status, answer]) => (
        <Given key={status} status={status} answer={answer} />
      ))}
      {/* There are hundreds of these links on a page: a style for all of them, and nothing that only a browser runs. */}
      <ul className="wrap-break-word [&_a]:rounded-sm [&_a]:text-ink [&_a]:underline [&_a]:underline-offset-2">
        {errors.map(([status, { "x-error-codes": codes = [] }]) => (
          <li key={status}>
            <strong>{status}</strong>{" "}
            {codes.map((code, place) => (
              <Fragment key={code}>
                {place === 0 ? "" : ", "}
                <a href={`/docs/errors#${code}`}>{code}</a>
              </Fragment>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function Given({ status, answer: { description, content = {} } }: { status: string; answer: Answer }) {
  return (
    <>
      <p>
        <strong>{status}</strong> <Words>{description}</Words>
      </p>
      {Object.entries(content).map(([type, { schema, example, "x-event-schema": event }]) => (
        <Fragment key={type}>
          <p>
            <code>{type}</code>: <TypeWords schema={event ?? schema} />
            {event === undefined ? "" : ", as the data of each event"}
          </p>
          <ObjectsIn schema={event ?? schema} />
          {example === undefined ? null : (
            <Snippet
              label={`${status} ${type}`}
              lang={typeof example === "string" ? "text" : "json"}
              code={typeof example === "string" ? example : JSON.stringify(example, null, 2)}
            />
          )}
        </Fragment>
      ))}
    </>
  );
}
