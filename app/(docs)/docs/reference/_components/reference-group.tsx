import { TAGS } from "@/lib/transport/openapi-tags";
import { Article, TextLink } from "../../_components/article";
import { operationPages } from "../../_pages/operation-pages";
import type { ReferencePage } from "../../_pages/reference-pages";
import { OperationList } from "./operation-list";

/** The operations of a tag. Each has its anchor, which links of older versions and of other pages lead to. */
export function ReferenceGroup({ group }: { group: ReferencePage }) {
  return (
    <Article title={group.label} lead={group.about}>
      <p className="text-muted">
        More about it: <TextLink href={TAGS[group.tag].page}>the guide</TextLink>.
      </p>
      <OperationList pages={operationPages(group)} />
    </Article>
  );
}
