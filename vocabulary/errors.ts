/** Every error code of the API, with its HTTP status. Codes may be added, but never renamed after 1.0. */
export const STATUS = {
  invalid_input: 400,
  invalid_json: 400,
  unreadable_file: 400,
  unknown_format: 400,
  missing_column: 400,
  wrong_encoding: 400,
  forbidden_address: 400,
  spreadsheet: 400,
  missing_key: 401,
  unknown_key: 401,
  bad_signature: 401,
  unknown_link: 401,
  signed_out: 401,
  passkey_refused: 401,
  access_refused: 401,
  operator_closed: 403,
  forbidden_origin: 403,
  not_permitted: 403,
  cross_site_call: 403,
  insecure_address: 403,
  unknown_shop: 404,
  unknown_route: 404,
  unknown_item: 404,
  unknown_order: 404,
  no_such_key: 404,
  no_such_hook: 404,
  no_such_customer: 404,
  no_such_feed: 404,
  no_such_webhook: 404,
  unknown_import: 404,
  unknown_model: 404,
  unknown_tuning: 404,
  unknown_pair: 404,
  unknown_experiment: 404,
  unknown_rule: 404,
  unknown_offer: 404,
  unknown_segment: 404,
  unknown_campaign: 404,
  unknown_trigger: 404,
  unknown_decision: 404,
  unknown_mapping: 404,
  unknown_family: 404,
  unknown_version: 404,
  unknown_person_key: 404,
  unknown_member: 404,
  unknown_session: 404,
  unknown_passkey: 404,
  too_many_keys: 409,
  too_many_feeds: 409,
  too_many_webhooks: 409,
  too_many_exclusions: 409,
  too_many_rules: 409,
  too_many_offers: 409,
  too_many_segments: 409,
  too_many_campaigns: 409,
  campaign_state: 409,
  too_many_triggers: 409,
  trigger_on: 409,
  offer_not_approved: 409,
  offer_in_use: 409,
  decision_over: 409,
  contact_not_allowed: 409,
  too_many_pins: 409,
  too_many_members: 409,
  address_in_use: 409,
  too_many_passkeys: 409,
  last_key: 409,
  last_owner: 409,
  shop_in_use: 409,
  nothing_to_roll_back: 409,
  model_being_built: 409,
  confirm_needed: 409,
  experiment_running: 409,
  experiment_over: 409,
  experiment_not_started: 409,
  still_running: 409,
  changed_meanwhile: 412,
  file_too_large: 413,
  no_good_row: 422,
  bad_rows: 422,
  other_request: 422,
  too_many_events: 429,
  too_many_unknown_items: 429,
  too_many_sign_ins: 429,
  internal: 500,
  unavailable: 503,
  busy: 503,
  storage_full: 503,
  storage_corrupt: 503,
} as const
export type ErrorCode = keyof typeof STATUS

/** Seconds after which a caller may try again, for errors of the server; the header `Retry-After`. */
export const RETRY_AFTER: Readonly<Partial<Record<ErrorCode, number>>> = {
  busy: 2,
  unavailable: 10,
  storage_full: 300,
  storage_corrupt: 300,
}

/**
 * An error that the caller can correct; any other exception is a defect of Pairwell and answered with 500.
 * `message` states what is wrong and what to do; `facts` are helpful details, never a secret.
 */
export class PairwellError extends Error {
  readonly code: ErrorCode
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.facts = facts
  }
}
