import { TextLink } from "../../_components/article";
import { docsPath } from "../../_pages/docs-pages";
import type { OperationPage } from "../../_pages/operation-pages";

/** Operations as links to their pages, each with its address. */
export function OperationList({ pages }: { pages: readonly OperationPage[] }) {
  return (
    <ul className="flex flex-col gap-1.5 pl-0!">
      {pages.map((page) => (
        <li
          key={page.slug}
          id={page.operation.operationId}
          className="scroll-mt-20 list-none rounded-sm wrap-break-word pl-0! target:bg-hover target:outline-2 target:outline-line"
        >
          <OperationLink {...page} />
        </li>
      ))}
    </ul>
  );
}

/** An operation as a link to its page, with its address. */
export function OperationLink({ slug, label, about }: Pick<OperationPage, "slug" | "label" | "about">) {
  return (
    <>
      <TextLink href={docsPath(slug)} prefetch={false}>
        {label}
      </TextLink>{" "}
      <code>{about}</code>
    </>
  );
}
