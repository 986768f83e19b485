// Made from the server's OpenAPI document by `npm run generate -w @layer-ai/sdk`. Do not edit.

export type AccountPlan = { object: "plan"; plan: Plan; overrides: ({ requestsPerMinute?: (number | null); tokensPerMinute?: (number | null); requestsPerDay?: (number | null); requestsPerMonth?: (number | null); concurrentRequests?: (number | null); keys?: (number | null); logDays?: (number | null) } | null); limits: PlanLimits; log: { days: (number | null); setBy: (("plan" | "account" | "instance") | null); keptFrom: (string | null) }; plans: Array<Plan>; request: (PlanRequest | null); change: string };

export type Alert = { id: string; type: ("key.expiring" | "key.expired" | "key.exposed" | "key.new_network" | "key.new_model" | "key.spend_anomaly" | "key.error_burst" | "spend.threshold" | "spend.limit_reached" | "webhook.disabled" | "plan.requested" | "plan.answered"); message: string; keyId: (string | null); keyName: (string | null); data: Record<string, unknown>; createdAt: string; dismissedAt: (string | null) };

export type AnthropicModel = { type: "model"; id: string; display_name: string; created_at: string };

export type Attempt = { provider: string; model: string; status: (number | null); latencyMs: number; error: (string | null) } & { [field: string]: unknown };

export type AuditEntry = { accountId: string; sequence: number; id: string; at: string; actorKind: ("user" | "key" | "operator" | "system"); actorId: (string | null); actorName: (string | null); action: string; subjectKind: string; subjectId: (string | null); subjectName: (string | null); before: (Record<string, unknown> | null); after: (Record<string, unknown> | null); network: (string | null); userAgent: (string | null); previousHash: string; hash: string };

export type BulkKeyChange = { ids: Array<string>; action: ("disable" | "enable" | "delete" | "setExpiry" | "addTags" | "removeTags"); expiresAt?: (string | null); tags?: Array<string> };

export type Cost = { object: "organization.costs.result"; amount: { value: (number | null); currency: "usd" }; amount_usd: (string | null); amount_nano_usd: (string | null); requests: number; unpriced: number; line_item: (string | null); project_id: (string | null); api_key_id: (string | null) };

export type CostsPage = { object: "page"; data: Array<{ object: "bucket"; start_time: number; end_time: number; results: Array<Cost> }>; has_more: boolean; next_page: (string | null) };

export type CurrentKey = { id: string; name: string; accountId: string; prefix: string; lastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); plan: ("free" | "starter" | "growth" | "scale" | "custom"); createdAt: string; lastUsedAt: (string | null); expiresAt: (string | null); permissions: ("full" | "scoped"); scope: (Record<string, unknown> | null); limits: Array<Limit>; spending: Array<SpendingRoom> };

export type ExposedKey = { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); exposedWhere: (string | null) };

export type Gate = { id: string; userId: string; name: string; description: (string | null); taskType: ("chat" | "image" | "video" | "tts" | "embeddings" | "ocr"); taskSubtype: (("reasoning" | "code" | "realtime") | null); model: string; systemPrompt: (string | null); systemPromptMode: ("default" | "prepend"); allowOverrides: (boolean | Record<string, boolean>); temperature: (number | null); topP: (number | null); maxTokens: (number | null); tags: Array<string>; routingStrategy: ("single" | "fallback" | "round-robin" | "weighted"); fallbackModels: Array<string>; weights: (Record<string, number> | null); timeoutMs: (number | null); costWeight: number; latencyWeight: number; qualityWeight: number; analysisMethod: ("cost" | "balanced" | "performance" | "custom"); taskAnalysis: (Record<string, unknown> | null); reanalysisPeriod: ("daily" | "weekly" | "monthly" | "never"); autoApplyRecommendations: boolean; responseFormatEnabled: boolean; responseFormatType: (("text" | "json_object" | "json_schema") | null); responseFormatSchema: (Record<string, unknown> | null); maxCostPer_1kTokens: null; maxLatencyMs: null; spendingLimit: (string | null); spendingLimitPeriod: ("monthly" | "daily"); spendingEnforcement: ("alert_only" | "block"); spendingCurrent: string; spendingPeriodStart: string; spendingStatus: ("active" | "suspended"); isDefault: boolean; payloads: (PayloadPolicy | null); limits: (RateLimits | null); version: number; spending_limit_nano_usd: (string | null); spending_current_nano_usd: (string | null); createdAt: string; updatedAt: string; deletedAt: null };

export type GateActivity = { id: string; gateId: string; userId: (string | null); userEmail: (string | null); action: string; details: Record<string, unknown>; timestamp: string };

export type GateChanges = { name?: string; model?: string; description?: (string | null); taskType?: (("chat" | "image" | "video" | "tts" | "embeddings" | "ocr") | null); taskSubtype?: ((("reasoning" | "code" | "realtime") | null) | null); fallbackModels?: (Array<string> | null); routingStrategy?: (("single" | "fallback" | "round-robin" | "weighted") | null); weights?: ((Record<string, number> | null) | null); systemPrompt?: (string | null); systemPromptMode?: (("default" | "prepend") | null); temperature?: ((number | null) | null); maxTokens?: ((number | null) | null); topP?: ((number | null) | null); responseFormatEnabled?: (boolean | null); responseFormatType?: ((("text" | "json_object" | "json_schema") | null) | null); responseFormatSchema?: (Record<string, unknown> | null); allowOverrides?: ((boolean | Array<("model" | "temperature" | "maxTokens" | "topP" | "systemPrompt" | "responseFormat")> | OverrideMap) | null); tags?: (Array<string> | null); timeoutMs?: ((number | null) | null); costWeight?: (number | null); latencyWeight?: (number | null); qualityWeight?: (number | null); analysisMethod?: (("cost" | "balanced" | "performance" | "custom") | null); taskAnalysis?: (Record<string, unknown> | null); reanalysisPeriod?: (("daily" | "weekly" | "monthly" | "never") | null); autoApplyRecommendations?: (boolean | null); spendingLimit?: (string | number | null); spendingLimitPeriod?: (("monthly" | "daily") | null); spendingEnforcement?: (("alert_only" | "block") | null); isDefault?: true; payloads?: (PayloadPolicy | null); limits?: (RateLimits | null) };

export type GateTotal = { requests: number; cost: number; cost_nano_usd: string; unpricedRequests: number; latency: number; lastRequest: (string | null) };

export type GateVersion = { id: string; gateId: string; name: string; description: (string | null); taskType: ("chat" | "image" | "video" | "tts" | "embeddings" | "ocr"); taskSubtype: (("reasoning" | "code" | "realtime") | null); model: string; systemPrompt: (string | null); systemPromptMode: ("default" | "prepend"); allowOverrides: (boolean | Record<string, boolean>); temperature: (number | null); topP: (number | null); maxTokens: (number | null); tags: Array<string>; routingStrategy: ("single" | "fallback" | "round-robin" | "weighted"); fallbackModels: Array<string>; weights: (Record<string, number> | null); timeoutMs: (number | null); costWeight: number; latencyWeight: number; qualityWeight: number; analysisMethod: ("cost" | "balanced" | "performance" | "custom"); taskAnalysis: (Record<string, unknown> | null); reanalysisPeriod: ("daily" | "weekly" | "monthly" | "never"); autoApplyRecommendations: boolean; responseFormatEnabled: boolean; responseFormatType: (("text" | "json_object" | "json_schema") | null); responseFormatSchema: (Record<string, unknown> | null); appliedBy: ("user" | "auto"); appliedAt: string; changedFields: (Array<string> | null); createdAt: string; version: number; action: string; restoredVersion: (number | null); note: (string | null); by: (string | null) };

export type GatesImport = { dryRun: boolean; created: Array<ImportedGate>; updated: Array<{ id: (string | null); name: string; version: number; changedFields: Array<string>; before?: Record<string, unknown>; after?: Record<string, unknown> }>; unchanged: Array<ImportedGate> };

export type ImportedGate = { id: (string | null); name: string; version: number };

export type Key = { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null) };

export type KeyChangeOutcome = { id: string; name: (string | null); outcome: ("changed" | "unchanged" | "refused"); error: ({ code: string; message: string } | null) };

export type KeyChanges = { name?: string; description?: (string | null); tags?: Array<string>; expiresAt?: (string | null); scope?: (NewKeyScope | null); guard?: (KeyGuard | null); payloads?: (PayloadPolicy | null); limits?: (RateLimits | null); disabled?: boolean };

export type KeyForecast = { amountUsd: string; enoughData: boolean; daysWithUsage: number; unpriced: number; lasts: ({ low: ({ days: number; at: string } | null); middle: ({ days: number; at: string } | null); high: ({ days: number; at: string } | null) } | null) };

export type KeyGuard = { spend: ("off" | "tell" | "pause"); model: ("off" | "tell" | "pause"); network: ("off" | "tell" | "pause"); errors: ("off" | "tell" | "pause") };

export type KeyMatch = { key: ExposedKey; secret: { id: string; prefix: string; lastFour: string; createdAt: string; lastUsedAt: (string | null); state: ("newest" | "stopping" | "replaced"); stopsAt: (string | null) }; request: ({ id: string; startedAt: string } | null) };

export type KeyPolicy = { onLeak: ("notify" | "disable" | "rotate"); quietMinutes: number; guard: (KeyGuard | null) };

export type KeySecret = { id: string; keyPrefix: string; keyLastFour: string; state: ("newest" | "ending" | "ended" | "stopped"); createdAt: string; lastUsedAt: (string | null); endsAt: (string | null); stoppedAt: (string | null) };

export type KeyShownBefore = { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); key: null; secret_available: false };

export type KeyUsage = { requests: number; errors: number; unpriced: number; costUsd: (string | null); cost_nano_usd: (string | null) };

export type KeyWithSecret = { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); key: string; secret_available: true };

export type KeyWithUsage = { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); usage: KeyUsage };

export type LeakCall = { id: string; startedAt: string; endpoint: string; gate: (string | null); modelAsked: (string | null); modelUsed: (string | null); provider: (string | null); status: number; errorCode: (string | null); inputTokens: number; cachedInputTokens: number; cacheWriteTokens: number; cacheWrite1hTokens: number; outputTokens: number; reasoningTokens: number; audioInputTokens: number; audioOutputTokens: number; costUsd: (string | null); cost_nano_usd: (string | null); settlement: ("final" | "estimated" | "interrupted" | "unpriced"); network: (string | null); userAgent: (string | null); secretId: string };

export type LeakGroup = { calls: number; errors: number; unpriced: number; costUsd: (string | null); cost_nano_usd: (string | null); inputTokens: number; cachedInputTokens: number; cacheWriteTokens: number; outputTokens: number; reasoningTokens: number; audioTokens: number; value: (string | null); label: (string | null); firstAt: string; lastAt: string; isNew: (boolean | null) };

export type LeakReport = { keyId: string; since: string; suggestedSince: { at: string; reason: ("new network" | "new model" | "last day"); what: (string | null) }; total: LeakSums; expired: ({ calls: number; until: string } | null); firstAt: (string | null); lastAt: (string | null); models: LeakSplit; gates: LeakSplit; networks: LeakSplit; agents: LeakSplit; endpoints: LeakSplit; comparedFrom: (string | null); normalDay: ({ days: number; calls: number; errors: number; unpriced: number; costUsd: (string | null); cost_nano_usd: (string | null) } | null) };

export type LeakSplit = { groups: Array<LeakGroup>; others: ({ calls: number; errors: number; unpriced: number; costUsd: (string | null); cost_nano_usd: (string | null); inputTokens: number; cachedInputTokens: number; cacheWriteTokens: number; outputTokens: number; reasoningTokens: number; audioTokens: number; values: number } | null) };

export type LeakSums = { calls: number; errors: number; unpriced: number; costUsd: (string | null); cost_nano_usd: (string | null); inputTokens: number; cachedInputTokens: number; cacheWriteTokens: number; outputTokens: number; reasoningTokens: number; audioTokens: number };

export type Limit = { limit: ("requests_per_minute" | "tokens_per_minute" | "requests_per_day" | "requests_per_month" | "concurrent_requests"); scope: ("account" | "key" | "gate"); scope_id: string; scope_name: string; value: number; used: number; remaining: number; reset_at: (string | null); tightest: boolean };

export type LogsOverview = { totalRequests: number; totalCost: number; total_cost_nano_usd: string; unpricedRequests: number; avgLatency: number; activeGates: number; recentRequests: Array<RecentRequest> };

export type Model = { id: string; object: "model"; created: number; owned_by: string };

export type ModelSuggestion = { taskType: ("chat" | "image" | "video" | "tts" | "stt" | "embeddings" | "ocr" | "audio" | "moderation"); primary: string; alternatives: Array<string>; reasoning: string; scores: Array<{ model: string; cost: (number | null); speed: number; capability: number; total: number; configured: boolean }> };

export type NewGate = { name: string; model: string; description?: (string | null); taskType?: (("chat" | "image" | "video" | "tts" | "embeddings" | "ocr") | null); taskSubtype?: ((("reasoning" | "code" | "realtime") | null) | null); fallbackModels?: (Array<string> | null); routingStrategy?: (("single" | "fallback" | "round-robin" | "weighted") | null); weights?: ((Record<string, number> | null) | null); systemPrompt?: (string | null); systemPromptMode?: (("default" | "prepend") | null); temperature?: ((number | null) | null); maxTokens?: ((number | null) | null); topP?: ((number | null) | null); responseFormatEnabled?: (boolean | null); responseFormatType?: ((("text" | "json_object" | "json_schema") | null) | null); responseFormatSchema?: (Record<string, unknown> | null); allowOverrides?: ((boolean | Array<("model" | "temperature" | "maxTokens" | "topP" | "systemPrompt" | "responseFormat")> | OverrideMap) | null); tags?: (Array<string> | null); timeoutMs?: ((number | null) | null); costWeight?: (number | null); latencyWeight?: (number | null); qualityWeight?: (number | null); analysisMethod?: (("cost" | "balanced" | "performance" | "custom") | null); taskAnalysis?: (Record<string, unknown> | null); reanalysisPeriod?: (("daily" | "weekly" | "monthly" | "never") | null); autoApplyRecommendations?: (boolean | null); spendingLimit?: (string | number | null); spendingLimitPeriod?: (("monthly" | "daily") | null); spendingEnforcement?: (("alert_only" | "block") | null); isDefault?: true; payloads?: (PayloadPolicy | null); limits?: (RateLimits | null) };

export type NewKey = { name: string; description?: (string | null); tags?: Array<string>; expiresAt?: (string | null); scope?: (NewKeyScope | null); guard?: (KeyGuard | null); payloads?: (PayloadPolicy | null); limits?: (RateLimits | null) };

export type NewKeyScope = { access?: (("inference" | "read") | { inference?: ("none" | "read" | "write"); gates?: ("none" | "read" | "write"); keys?: ("none" | "read" | "write"); logs?: ("none" | "read" | "write"); providerKeys?: ("none" | "read" | "write"); prices?: ("none" | "read" | "write"); audit?: ("none" | "read" | "write"); webhooks?: ("none" | "read" | "write") }); gates?: Array<string>; models?: Array<string>; providers?: Array<string>; endpoints?: Array<("chat/completions" | "messages" | "messages/count_tokens" | "responses" | "embeddings" | "images/generations" | "audio/speech" | "audio/transcriptions" | "v3/chat" | "v3/image" | "v3/video" | "v3/embeddings" | "v3/tts" | "v3/ocr" | "v2/complete" | "v1/complete")>; networks?: Array<string>; hours?: { zone: string; windows: Array<{ days: Array<number>; from: string; to: string }> }; maxCallNanoUsd?: string; maxOutputTokens?: number };

export type NewProviderKey = { provider: ("openai" | "anthropic" | "google" | "mistral" | "openai-compatible"); name?: string; apiKey?: string; baseUrl?: string; label?: string; additional?: boolean };

export type NewSpendingLimit = { gateId?: string; keyId?: string; period: ("daily" | "weekly" | "monthly" | "rolling_30_days" | "lifetime"); zone?: string; amountUsd: string; enforcement: ("alert_only" | "block"); alertPercents?: Array<number>; fenceUsd?: (string | null); countsOwnKeys?: boolean };

export type OpenClawGate = { id: string; userId: string; name: string; model: string; taskType: ("chat" | "image" | "video" | "tts" | "embeddings" | "ocr"); description: (string | null); createdAt: string; updatedAt: string; spendingLimit: (string | null); spendingStatus: ("active" | "suspended"); spendingCurrent: number; requestCount: number; totalCost: (number | null); total_cost_nano_usd: (string | null); avgLatency: (number | null); lastRequest: (string | null) };

export type OverrideMap = { model?: boolean; temperature?: boolean; maxTokens?: boolean; topP?: boolean; systemPrompt?: boolean; responseFormat?: boolean };

export type Pagination = { total: number; total_is_exact: boolean; limit: number; offset: number; hasMore: boolean; next: (string | null); searched_to: (string | null) };

export type PayloadPolicy = { store: boolean; keepDays: number; redact: Array<string> };

export type Plan = { id: ("free" | "starter" | "growth" | "scale" | "custom"); name: string; limits: PlanLimits; selfServe: boolean };

export type PlanLimits = { requestsPerMinute: (number | null); tokensPerMinute: (number | null); requestsPerDay: (number | null); requestsPerMonth: (number | null); concurrentRequests: (number | null); keys: (number | null); logDays: (number | null) };

export type PlanRequest = { id: string; plan: ("free" | "starter" | "growth" | "scale" | "custom"); reason: string; askedBy: (string | null); askedAt: string; state: ("open" | "granted" | "refused"); answer: (string | null); answeredAt: (string | null) };

export type ProviderKey = { id: string; userId: string; provider: string; kind: string; label: string; baseUrl: (string | null); keyPrefix: (string | null); isActive: boolean; position: number; lastCheckedAt: (string | null); lastCheckError: (string | null); createdAt: string; updatedAt: string; deletedAt: null };

export type ProviderKeyChanges = { apiKey?: string; baseUrl?: (string | null); label?: string; position?: number };

export type ProviderKeyCheck = { valid: boolean; provider: string; problem: (("key_refused" | "unreachable" | "timed_out" | "not_an_api" | "rate_limited" | "failed" | "unreadable") | null); message: string; modelsAvailable: (number | null) };

export type RateLimits = { requestsPerMinute?: number; tokensPerMinute?: number; requestsPerDay?: number; requestsPerMonth?: number; concurrentRequests?: number };

export type RecentRequest = { id: string; gateName: (string | null); model: (string | null); promptTokens: number; completionTokens: number; totalTokens: number; cost: (number | null); latency: number; success: boolean; createdAt: string };

export type RequestLog = { id: string; userId: string; gateId: (string | null); gateName: (string | null); modelRequested: (string | null); modelUsed: (string | null); promptTokens: number; completionTokens: number; costUsd: (number | null); cost_usd: (string | null); cost_nano_usd: (string | null); latencyMs: number; success: boolean; errorMessage: (string | null); requestPayload: Record<string, unknown>; responsePayload: (Record<string, unknown> | null); loggedAt: string; startedAt: string; keyId: string; keyName: (string | null); endpoint: string; provider: (string | null); gateVersion: (number | null); status: number; errorCode: (string | null); certainty: ("final" | "estimated" | "interrupted" | "unpriced" | "corrected"); priceVersion: (string | null); usageNote: (string | null); inputTokens: number; cachedInputTokens: number; cacheWriteTokens: number; cacheWrite1hTokens: number; outputTokens: number; reasoningTokens: number; audioInputTokens: number; audioOutputTokens: number; firstTokenMs: (number | null); streamed: boolean; fellBack: boolean; isTest: boolean; ownProviderKey: (boolean | null); own_cost_nano_usd: (string | null); attempts: Array<Attempt>; network: (string | null); userAgent: (string | null) };

export type RequestsFile = { about: { from: string; to: string; zone: string; filter: string }; requests: Array<Record<string, unknown>> };

export type Spending = { currentSpending: number; limit: (number | null); periodStart: (string | null); status: ("active" | "suspended"); limitEnforcementType: ("alert_only" | "block"); percentUsed: (number | null); current_spending_usd: string; current_spending_nano_usd: string; limit_usd: (string | null); limit_nano_usd: (string | null); limits: Array<SpendingLimit> };

export type SpendingLimit = { object: "spending_limit"; id: string; scope: ("account" | "gate" | "key"); gateId: (string | null); keyId: (string | null); holderName: string; period: ("daily" | "weekly" | "monthly" | "rolling_30_days" | "lifetime"); zone: string; amountUsd: string; amount_nano_usd: string; raisedUsd: string; raised_nano_usd: string; raisedUntil: (string | null); enforcement: ("alert_only" | "block"); alertPercents: Array<number>; fenceUsd: (string | null); fence_nano_usd: (string | null); countsOwnKeys: boolean; now: SpendingStanding; createdAt: string; updatedAt: string };

export type SpendingLimitChanges = { amountUsd?: string; enforcement?: ("alert_only" | "block"); alertPercents?: Array<number>; fenceUsd?: (string | null); countsOwnKeys?: boolean; zone?: string };

export type SpendingRoom = { limit_id: string; scope: ("account" | "gate" | "key"); scope_id: string; scope_name: string; period: ("daily" | "weekly" | "monthly" | "rolling_30_days" | "lifetime"); zone: string; enforcement: ("alert_only" | "block"); counts_own_keys: boolean; limit_usd: string; limit_nano_usd: string; spent_usd: string; spent_nano_usd: string; reserved_usd: string; reserved_nano_usd: string; remaining_usd: string; remaining_nano_usd: string; reset_at: (string | null); status: ("active" | "suspended") };

export type SpendingStanding = { periodStart: (string | null); resetsAt: (string | null); spentUsd: string; spent_nano_usd: string; fencedUsd: string; fenced_nano_usd: string; reservedUsd: string; reserved_nano_usd: string; remainingUsd: string; remaining_nano_usd: string; percentUsed: (number | null); status: ("active" | "suspended"); refusedAt: (string | null) };

export type Usage = { object: "usage"; metric: ("spend" | "ownSpend" | "requests" | "tokens" | "inputTokens" | "cachedInputTokens" | "cacheWriteTokens" | "outputTokens" | "reasoningTokens" | "audioTokens" | "latencyP50" | "latencyP95" | "latencyP99" | "firstTokenP50" | "firstTokenP95" | "errorRate" | "fallbackRate" | "cacheRate"); group: (("key" | "gate" | "model" | "provider" | "endpoint" | "status" | "tag") | null); subgroup: (("key" | "gate" | "model" | "provider" | "endpoint" | "status" | "tag") | null); grain: ("minute" | "hour" | "day" | "week" | "month" | "none"); zone: string; range: { from: string; to: string }; starts: Array<string>; series: Array<UsageSeries>; total: UsageSum; totals: Array<UsageSum>; untimed: number; expired: number };

export type UsageSeries = { group?: (string | null); subgroup?: (string | null); others: (number | null); cells: Array<UsageSum>; total: UsageSum };

export type UsageSum = { requests: number; errors: number; unpriced: number; estimated: number; interrupted: number; fallbacks: number; inputTokens: number; cachedInputTokens: number; cacheWriteTokens: number; cacheWrite1hTokens: number; outputTokens: number; reasoningTokens: number; audioInputTokens: number; audioOutputTokens: number; costUsd: (string | null); cost_nano_usd: (string | null); ownKeyRequests: number; ownKeyUnpriced: number; ownKeyCostUsd: (string | null); latencyMsMean: (number | null); firstTokens: number; firstTokenMsMean: (number | null); latencyMs: ({ p50: number; p95: number; p99: number } | null); firstTokenMs: ({ p50: number; p95: number; p99: number } | null) };

export type WhatIf = { model: string; days: number; priceVersion: (string | null); requests: number; keptFrom: (string | null); isSample: boolean; compared: number; unpriced: number; unsure: number; beyondTokens: number; notCovered: number; costUsd: string; whatIfCostUsd: string; change: (number | null) };

export type ChangeKeysBody = BulkKeyChange;

export type ChangeKeysAnswer = { object: "list"; data: Array<KeyChangeOutcome>; changed: number };

export type ChangePlanBody = { plan: ("free" | "starter" | "growth" | "scale" | "custom"); reason?: string };

export type ChangePlanAnswer = AccountPlan;

export type CreateGateBody = NewGate;

export type CreateGateAnswer = Gate;

export type CreateKeyBody = NewKey;

export type CreateKeyAnswer = (KeyShownBefore | KeyWithSecret);

export type CreateProviderKeyBody = NewProviderKey;

export type CreateProviderKeyAnswer = ProviderKey;

export type CreateSpendingLimitBody = NewSpendingLimit;

export type CreateSpendingLimitAnswer = SpendingLimit;

export type DismissAlertAnswer = Alert;

export type DuplicateKeyAnswer = ({ id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); key: null; secret_available: false; spending_limits: number } | { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); key: string; secret_available: true; spending_limits: number });

export type ExportAuditLogQuery = { actor?: string; action?: string; subjectKind?: ("account" | "user" | "session" | "key" | "key_policy" | "gate" | "provider_key" | "price" | "cost" | "price_list" | "provider_report" | "payload_policy" | "payload" | "plan" | "spending_limit" | "alert" | "saved_view" | "export" | "webhook"); subjectId?: string; from?: string; until?: string; search?: string; network?: string; format?: ("csv" | "json") };

export type ExportAuditLogAnswer = Array<AuditEntry>;

export type ExportLeakCallsQuery = { since?: string; after?: string };

export type ExportLogsQuery = { key?: string; gate?: string; model?: string; provider?: string; endpoint?: string; status?: string; tag?: string; error?: string; refused_by?: string; certainty?: string; failed?: string; fallback?: string; streamed?: string; cached?: string; test?: string; own_provider_key?: string; min_cost?: string; max_cost?: string; min_latency?: string; max_latency?: string; min_tokens?: string; q?: string; range?: string; from?: string; to?: string; zone?: string; success?: string; since?: string; format?: ("csv" | "json") };

export type ExportLogsAnswer = RequestsFile;

export type FindKeysBody = { sha256?: string; prefix?: string; lastFour?: string; requestId?: string };

export type FindKeysAnswer = { object: "list"; data: Array<KeyMatch>; has_more: boolean };

export type ForecastKeyQuery = { amount: string; zone?: string };

export type ForecastKeyAnswer = KeyForecast;

export type GetAuditEntryAnswer = AuditEntry;

export type GetCurrentKeyAnswer = CurrentKey;

export type GetGateAnswer = Gate;

export type GetGateByNameAnswer = Gate;

export type GetGateTotalAnswer = GateTotal;

export type GetKeyAnswer = { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); secrets: Array<KeySecret> };

export type GetKeyPolicyAnswer = KeyPolicy;

export type GetLeakReportQuery = { since?: string };

export type GetLeakReportAnswer = LeakReport;

export type GetLogAnswer = RequestLog;

export type GetLogsOverviewAnswer = LogsOverview;

export type GetModelAnswer = (Model | AnthropicModel);

export type GetPlanAnswer = AccountPlan;

export type GetSpendingAnswer = Spending;

export type GetSpendingLimitAnswer = SpendingLimit;

export type GetUsageQuery = { metric?: ("spend" | "ownSpend" | "requests" | "tokens" | "inputTokens" | "cachedInputTokens" | "cacheWriteTokens" | "outputTokens" | "reasoningTokens" | "audioTokens" | "latencyP50" | "latencyP95" | "latencyP99" | "firstTokenP50" | "firstTokenP95" | "errorRate" | "fallbackRate" | "cacheRate"); group?: ("key" | "gate" | "model" | "provider" | "endpoint" | "status" | "tag"); subgroup?: ("key" | "gate" | "model" | "provider" | "endpoint" | "status" | "tag"); grain?: ("minute" | "hour" | "day" | "week" | "month" | "none"); top?: number; zone?: string; range?: ("1h" | "24h" | "7d" | "30d" | "90d" | "mtd" | "ytd"); from?: string; to?: string; key?: string; gate?: string; model?: string; provider?: string; endpoint?: string; status?: string; tag?: string };

export type GetUsageAnswer = Usage;

export type GetUsageCostsQuery = { start_time?: string; end_time?: string; bucket_width?: "1d"; group_by?: string; api_key_ids?: string; project_ids?: string; limit?: number; page?: string };

export type GetUsageCostsAnswer = CostsPage;

export type ImportGatesBody = { yaml: string; dryRun?: boolean; expectedVersions?: Record<string, number> };

export type ImportGatesAnswer = GatesImport;

export type ListAlertsQuery = { limit?: number; after?: string; status?: ("open" | "all"); keyId?: string };

export type ListAlertsAnswer = { object: "list"; data: Array<Alert>; first_id: (string | null); last_id: (string | null); has_more: boolean };

export type ListAuditEntriesQuery = { actor?: string; action?: string; subjectKind?: ("account" | "user" | "session" | "key" | "key_policy" | "gate" | "provider_key" | "price" | "cost" | "price_list" | "provider_report" | "payload_policy" | "payload" | "plan" | "spending_limit" | "alert" | "saved_view" | "export" | "webhook"); subjectId?: string; from?: string; until?: string; search?: string; network?: string; limit?: number; after?: string };

export type ListAuditEntriesAnswer = { object: "list"; data: Array<AuditEntry>; first_id: (string | null); last_id: (string | null); has_more: boolean };

export type ListGateActivityQuery = { limit?: number; before?: string };

export type ListGateActivityAnswer = Array<GateActivity>;

export type ListGateHistoryQuery = { limit?: number; before?: string };

export type ListGateHistoryAnswer = Array<GateVersion>;

export type ListGatesAnswer = Array<Gate>;

export type ListGatesActivityQuery = { limit?: number; before?: string };

export type ListGatesActivityAnswer = Array<GateActivity>;

export type ListGatesHistoryQuery = { limit?: number; before?: string };

export type ListGatesHistoryAnswer = Array<GateVersion>;

export type ListKeySecretsQuery = { limit?: number; after?: string };

export type ListKeySecretsAnswer = { object: "list"; data: Array<KeySecret>; first_id: (string | null); last_id: (string | null); has_more: boolean };

export type ListKeysQuery = { limit?: number; after?: string; search?: string; status?: ("active" | "expiring" | "rotating" | "exposed" | "idle" | "never_used" | "disabled" | "expired" | "deleted"); health?: ("exposed" | "newNetwork" | "rotationUnfinished" | "ownerGone" | "expiresSoon" | "noExpiry" | "noLimit" | "wideScope" | "idle" | "neverUsed"); tag?: string; createdBy?: string; scope?: ("full" | "inference" | "read" | "custom"); expires?: ("true" | "false") };

export type ListKeysAnswer = Array<KeyWithUsage>;

export type ListLeakCallsQuery = { since?: string; limit?: number; after?: string };

export type ListLeakCallsAnswer = { object: "list"; data: Array<LeakCall>; first_id: (string | null); last_id: (string | null); has_more: boolean };

export type ListLimitsQuery = { gate?: string };

export type ListLimitsAnswer = { object: "list"; data: Array<Limit>; spending: Array<SpendingRoom> };

export type ListLogsQuery = { key?: string; gate?: string; model?: string; provider?: string; endpoint?: string; status?: string; tag?: string; error?: string; refused_by?: string; certainty?: string; failed?: string; fallback?: string; streamed?: string; cached?: string; test?: string; own_provider_key?: string; min_cost?: string; max_cost?: string; min_latency?: string; max_latency?: string; min_tokens?: string; q?: string; range?: string; from?: string; to?: string; zone?: string; success?: string; since?: string; limit?: string; offset?: string; before?: string; after?: string; payloads?: ("true" | "false"); format?: "array" };

export type ListLogsAnswer = ({ logs: Array<RequestLog>; pagination: Pagination } | Array<RequestLog>);

export type ListModelsAnswer = ({ object: "list"; data: Array<Model> } | { data: Array<AnthropicModel>; has_more: false; first_id: (string | null); last_id: (string | null) });

export type ListOpenClawGatesAnswer = Array<OpenClawGate>;

export type ListProviderKeysAnswer = Array<ProviderKey>;

export type ListSpendingLimitsQuery = { limit?: number; after?: string };

export type ListSpendingLimitsAnswer = { object: "list"; data: Array<SpendingLimit>; first_id: (string | null); last_id: (string | null); has_more: boolean };

export type PreviewKeyScopeBody = { scope: (NewKeyScope | null); from?: string; to?: string };

export type PreviewKeyScopeAnswer = { from: string; to: string; requests: number; refused: number; byCode: Record<string, number>; examples: Array<{ id: string; code: string; message: string }>; exact: boolean; unsure: number };

export type RaiseSpendingLimitBody = { amountUsd: string; until?: string };

export type RaiseSpendingLimitAnswer = SpendingLimit;

export type ReportFoundKeysBody = { key?: string; keys?: Array<string>; url?: string; source?: string };

export type ReportFoundKeysAnswer = { received: true };

export type ReportKeysFoundByGitHubBody = Array<{ token: string; type?: string; url?: (string | null); source?: (string | null) } & { [field: string]: unknown }>;

export type ReportKeysFoundByGitHubAnswer = Array<{ token_hash: string; token_type: string; label: ("true_positive" | "false_positive") }>;

export type ReportLeakBody = { action: ("disable" | "rotate" | "mark"); where?: string };

export type ReportLeakAnswer = { id: string; userId: string; keyPrefix: string; name: string; createdAt: string; lastUsedAt: (string | null); keyLastFour: string; status: ("active" | "disabled" | "expired" | "deleted"); expiresAt: (string | null); description: (string | null); tags: Array<string>; createdBy: (string | null); disabledAt: (string | null); disabledBy: (string | null); deletedAt: (string | null); exposedAt: (string | null); rotatingUntil: (string | null); scope: (Record<string, unknown> | null); guard: (KeyGuard | null); payloads: (PayloadPolicy | null); limits: (RateLimits | null); exposedWhere: (string | null); key: (string | null) };

export type ResetSpendingAnswer = { success: true; message: string };

export type ResolveLeakBody = { note: string };

export type ResolveLeakAnswer = ExposedKey;

export type RestoreKeyAnswer = Key;

export type RollbackGateBody = { historyId: string };

export type RollbackGateAnswer = Gate;

export type RotateKeyBody = { oldSecretEnds?: ("now" | number | string); replaces?: string };

export type RotateKeyAnswer = (KeyShownBefore | KeyWithSecret);

export type SendTestAlertAnswer = { success: true; mailedTo: (Array<string> | null); webhooks: Array<{ id: string; url: string }>; otherWebhooks: number };

export type SetSpendingEnforcementBody = { enforcementType: ("alert_only" | "block") };

export type SetSpendingEnforcementAnswer = { success: true; enforcementType: ("alert_only" | "block") };

export type SetSpendingLimitBody = { limit: (number | null) };

export type SetSpendingLimitAnswer = { success: true; limit: (number | null) };

export type SuggestModelsBody = { description: string; taskType?: ("chat" | "image" | "video" | "tts" | "stt" | "embeddings" | "ocr" | "audio" | "moderation"); costWeight?: (number | string); latencyWeight?: (number | string); qualityWeight?: (number | string); availableProviders?: Array<string> };

export type SuggestModelsAnswer = ModelSuggestion;

export type SuggestModelsForGateAnswer = ModelSuggestion;

export type TestGateBody = { messages: Array<{ role: string; content: unknown } & { [field: string]: unknown }>; gateId?: string; gate?: { description?: (string | null); taskType?: ("chat" | "image" | "video" | "tts" | "embeddings" | "ocr"); taskSubtype?: (("reasoning" | "code" | "realtime") | null); model?: string; fallbackModels?: Array<string>; routingStrategy?: ("single" | "fallback" | "round-robin" | "weighted"); weights?: (Record<string, number> | null); systemPrompt?: (string | null); systemPromptMode?: ("default" | "prepend"); temperature?: (number | null); maxTokens?: (number | null); topP?: (number | null); responseFormatEnabled?: boolean; responseFormatType?: (("text" | "json_object" | "json_schema") | null); responseFormatSchema?: (Record<string, unknown> | null); allowOverrides?: (boolean | Array<("model" | "temperature" | "maxTokens" | "topP" | "systemPrompt" | "responseFormat")> | OverrideMap); tags?: Array<string>; timeoutMs?: (number | null); costWeight?: number; latencyWeight?: number; qualityWeight?: number; analysisMethod?: ("cost" | "balanced" | "performance" | "custom"); taskAnalysis?: (Record<string, unknown> | null); reanalysisPeriod?: ("daily" | "weekly" | "monthly" | "never"); autoApplyRecommendations?: boolean; name?: string }; quickTest?: boolean };

export type TestGateAnswer = { primary: { model: string; success: boolean; latency: number; content?: (string | null); error?: string }; fallback?: Array<{ model: string; success: boolean; latency: number; content?: (string | null); error?: string }> };

export type TestProviderKeyBody = { apiKey?: string };

export type TestProviderKeyAnswer = ProviderKeyCheck;

export type ToggleProviderKeysBody = { isActive: boolean };

export type ToggleProviderKeysAnswer = ProviderKey;

export type UpdateGateBody = GateChanges;

export type UpdateGateAnswer = { gate: Gate; hasChanges: boolean; changedFields: Array<string> };

export type UpdateGateByNameBody = GateChanges;

export type UpdateGateByNameAnswer = Gate;

export type UpdateKeyBody = KeyChanges;

export type UpdateKeyAnswer = Key;

export type UpdateKeyPolicyBody = { onLeak?: ("notify" | "disable" | "rotate"); quietMinutes?: number; guard?: (KeyGuard | null) };

export type UpdateKeyPolicyAnswer = KeyPolicy;

export type UpdateKeySecretBody = { endsAt?: string; endsInSeconds?: number };

export type UpdateKeySecretAnswer = KeySecret;

export type UpdateProviderKeyBody = ProviderKeyChanges;

export type UpdateProviderKeyAnswer = ProviderKey;

export type UpdateSpendingLimitBody = SpendingLimitChanges;

export type UpdateSpendingLimitAnswer = SpendingLimit;

export type VerifyAuditLogAnswer = { whole: boolean; entries: (number | null); head: (string | null); brokenAt: (number | null); fault: (string | null) };

export type WhatIfModelQuery = { model: string; days?: ("7" | "30") };

export type WhatIfModelAnswer = WhatIf;
