import type { Metadata } from "next";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { appUrl } from "@/lib/env";
import { Article, Section } from "../_components/article";
import { ErrorEntry } from "./_components/error-entry";
import { ErrorShapes } from "./_components/error-shapes";
import { ERROR_GROUPS, groupOf } from "./error-groups";

export const metadata: Metadata = { title: "Errors" };

const CODES = Object.keys(ERRORS) as ErrorCode[];
export default function ErrorsPage() {
  return (
    <Article
      title="Errors"
      lead="An error has a status for the client, a code for the program, and a sentence for the person."
    >
      <ErrorShapes address={appUrl()} />
      {ERROR_GROUPS.map(({ id, title }) => (
        <Section key={id} id={id} title={title}>
          <div className="flex flex-col">
            {CODES.filter((code) => groupOf(ERRORS[code].status) === id).map((code) => (
              <ErrorEntry key={code} code={code} />
            ))}
          </div>
        </Section>
      ))}
    </Article>
  );
}
