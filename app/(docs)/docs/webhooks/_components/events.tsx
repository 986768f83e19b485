import { SimpleTable } from "@/components/data-table/simple-table";
import { AUDIT_ACTIONS } from "@/lib/audit/contract";
import { Section } from "../../_components/article";

export function Events() {
  return (
    <Section id="events" title="Events">
      <p>
        A webhook listens to one type (<code>key.created</code>), to all of a kind (<code>key.*</code>) or to
        everything (<code>*</code>). The types are those of the audit trail; new ones may be added.
      </p>
      <SimpleTable
        caption="Types of events"
        rows={Object.entries(AUDIT_ACTIONS)}
        rowId={([type]) => type}
        columns={[
          { header: "Type", cell: ([type]) => <code>{type}</code> },
          { header: "When somebody, or Layer itself, …", cell: ([, words]) => words },
        ]}
      />
    </Section>
  );
}
