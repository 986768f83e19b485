import type { ErrorCode } from "./errors";

/** What to do about each error, one line per code; a new code without a line here does not compile. */
export const REMEDIES: Record<ErrorCode, string> = {
  key_missing: "Send the key in the header: Authorization: Bearer your-api-key.",
  key_wrong_scheme:
    "Put the word Bearer and one blank before the key. Basic and other schemes are not understood.",
  key_has_blanks: "Copy the key again without spaces or line breaks in it.",
  key_malformed:
    "Check that the program sends a key of this instance: layer_ followed by 64 hexadecimal characters.",
  key_wrong_length: "Part of the key is missing or doubled. Copy it again as a whole; it has 70 characters.",
  key_mistyped:
    "A character is wrong: the checksum does not fit, or no key has it in that place. Copy the key again.",
  key_unknown:
    "The key belongs to no account here. Check that the address is this instance's, or create a new key.",
  key_deleted: "Create a new key and put it into the program.",
  key_disabled: "Enable the key in the dashboard, or use another one.",
  key_expired: "Create a new key and put it into the program.",
  secret_revoked: "The key was rotated. Put its newer secret into the program.",
  signature_invalid:
    "Send the bytes that were signed, unchanged, and have the operator configure the public key that the header names.",
  metrics_token_wrong:
    "Give Prometheus the token of METRICS_TOKEN as its bearer token (authorization.credentials).",
  signed_out: "Sign in again. Nothing was changed.",
  sign_in_failed: "Check the e-mail address and the password.",
  too_many_attempts: "Wait for as long as the Retry-After header says, then try again.",
  forbidden: "The person or key may not do this. Ask an owner of the account.",
  plan_limit_reached:
    "Delete a key that is not needed any more, or change to a plan with more on the page Plan & limits (POST /v1/plan/change).",
  scope_access:
    "Use a key with wider access, or widen this one on its page under Limits & scope. What protects keys, their guard and the account’s policy, takes a key with full access or a person.",
  scope_endpoint: "Use an endpoint that the key is for, or add this one to the key's scope.",
  scope_gate: "Name a gate that the key is for, or add this one to the key's scope.",
  scope_model: "Use a model that the key is for, or add this one to the key's scope.",
  scope_provider: "Use a model of a provider that the key is for, or add this provider to the key's scope.",
  scope_network:
    "Call from one of the key's networks, or add this one. Behind a proxy, TRUSTED_PROXIES must name it.",
  scope_hours: "Call again when the key's hours begin, or change them.",
  scope_cost: "Ask for less output or a cheaper model, or raise the most that one call of the key may cost.",
  scope_output: "Ask for fewer output tokens, or raise the key's limit.",
  spending_limit_exceeded:
    "Raise the limit under Spending, wait until it resets, or name a smaller max_tokens: what a call may cost at worst is reserved before it runs.",
  spending_not_bounded:
    "Name max_tokens, set a price for the model, or let the limit count calls of unknown cost at a fixed amount.",
  bad_request: "Compare the request with the OpenAPI document at /v1/openapi.json.",
  invalid_json:
    "Send one JSON object in UTF-8. The message names the place where reading stopped, where it can.",
  invalid_field: "Correct the field that param names.",
  unknown_field: "Remove the field that param names, or correct its spelling.",
  gate_not_given: "Name a gate in model.",
  override_not_allowed: "Use the gate's name as the model, or allow the override in the gate.",
  gate_wrong_task: "Use a gate that is for this kind of task, or the endpoint that the gate is for.",
  gate_model_unknown: "Choose another model in the gate, or add the provider that has this one.",
  feature_not_supported: "Leave the feature out, or choose a model whose provider has it.",
  provider_not_configured:
    "Add a key for the provider, choose another model, or ask whoever runs this instance to configure it.",
  provider_rejected: "The provider's own words are in the message. Correct the request accordingly.",
  not_found: "Check the address and the id. What belongs to another account is answered the same way.",
  gate_not_found: "Check the name or id of the gate.",
  model_not_found: "Use the name of a gate or one of the models that GET /v1/models lists.",
  method_not_allowed: "Use one of the methods that the Allow header names.",
  rotation_conflict: "Look at the key as it is now; the secret that was shown to the other person works.",
  conflict: "Read the current state, then repeat the change.",
  idempotency_conflict: "Use a new Idempotency-Key for a different request.",
  payload_too_large: "Send less: shorten the messages or split the work.",
  unsupported_media_type:
    "Send the body as plain JSON: with Content-Type: application/json, without Content-Encoding.",
  request_timeout:
    "Send the request again over a new connection: headers within 20 seconds, all of it within five minutes.",
  headers_too_large: "Send fewer or shorter headers.",
  client_closed:
    "The client ended the connection before the answer was complete. Raise its timeout if it did so by itself.",
  internal_error: "Try again. If it stays, report the request id to whoever runs this instance.",
  rate_limit_exceeded:
    "Wait for as long as the Retry-After header says, as the official clients do by themselves, or raise the limit that the error names.",
  provider_rate_limited:
    "Wait for as long as the Retry-After header says, or longer each time, then try again.",
  all_attempts_failed:
    "attempts in the error says why each model failed. Try again shortly, or add a model of another provider to the gate.",
  provider_failed: "Try again shortly. If it stays, look at the provider's status page.",
  provider_unreachable:
    "Try again shortly. If it stays, whoever runs this instance has to check its network.",
  provider_timeout: "Try again, ask for a shorter answer, or stream it.",
  provider_key_unreadable:
    "The instance's ENCRYPTION_KEY has changed. Enter the provider key again, or have the old one set as ENCRYPTION_KEY_PREVIOUS.",
  encryption_key_missing:
    "Whoever runs this instance has to set ENCRYPTION_KEY and start it again: openssl rand -base64 32.",
  unavailable: "Try again after as many seconds as the Retry-After header says.",
};
