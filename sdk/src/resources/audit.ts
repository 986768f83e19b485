import type { AuditEntry, QueryOf } from "../api-types";
import type * as Api from "../generated/api";
import type { List } from "../list";
import { readWireList, type WireList } from "../list-of";
import { path } from "../path";
import type { CallOptions } from "../request-options";
import { Resource } from "./resource";

/** Who did what in the account. */
export class Audit extends Resource {
  list(query?: QueryOf<Api.ListAuditEntriesQuery>, options?: CallOptions): List<AuditEntry> {
    return this.pages<WireList<AuditEntry>, AuditEntry>("/v1/audit", query, options, readWireList);
  }

  get(id: string, options?: CallOptions): Promise<AuditEntry> {
    return this.read(path`/v1/audit/${id}`, undefined, options);
  }

  /** Whether no entry was changed or taken out since it was written. */
  verify(options?: CallOptions): Promise<Api.VerifyAuditLogAnswer> {
    return this.read("/v1/audit/verify", undefined, options);
  }

  /** The entries as the text of a file. */
  export(query?: QueryOf<Api.ExportAuditLogQuery>, options?: CallOptions): Promise<string> {
    return this.call("GET", "/v1/audit/export", { query, as: "text" }, options);
  }
}
