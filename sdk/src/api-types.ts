import type * as Api from "./generated/api";

type Wider = string | number | boolean | Date | readonly string[];
/** A query as people write it: what goes as text may be a number, a moment or a list too. */
export type QueryOf<Q> = { [Field in keyof Q]?: string extends Q[Field] ? Wider | undefined : Q[Field] };

export type Key = Api.GetKeyAnswer;
/** A key in a list, with its usage of the last 30 days. */
export type KeyWithUsage = Api.ListKeysAnswer[number];
/** A key in the answer that made it or its newest secret: the only one that shows it. */
export type CreatedKey = Extract<Api.CreateKeyAnswer, { key: string }>;
export type KeySecret = Api.ListKeySecretsAnswer["data"][number];
export type CurrentKey = Api.GetCurrentKeyAnswer;
export type Gate = Api.GetGateAnswer;
/** The gate as it is now, and what the change came to. */
export type UpdatedGate = Gate & Api.UpdateGateAnswer;
export type Log = Api.GetLogAnswer;
/** A page of the log with how many rows there are in all. */
export type LogPage = Extract<Api.ListLogsAnswer, { logs: unknown }>;
export type SpendingLimit = Api.GetSpendingLimitAnswer;
export type ProviderKey = Api.ListProviderKeysAnswer[number];
export type AuditEntry = Api.GetAuditEntryAnswer;
export type Alert = Api.ListAlertsAnswer["data"][number];
export type Model = Extract<Api.ListModelsAnswer, { object: "list" }>["data"][number];
export type GateHistory = Api.ListGateHistoryAnswer[number];
export type ActivityLog = Api.ListGateActivityAnswer[number];
export type CostBucket = Api.GetUsageCostsAnswer["data"][number];

export type ListKeysOptions = QueryOf<Api.ListKeysQuery>;
export type ListLogOptions = QueryOf<Api.ListLogsQuery>;
