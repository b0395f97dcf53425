// Written by `npm run api-types` from the OpenAPI document of the Worker (GET /v1/openapi.json). Do not edit.

export type Gain = {
  kind: "count" | "measure" | "size" | "material" | "attribute" | "word" | "unit_price"
  attribute?: string
  from?: string
  to: string
  unit?: string
  percent?: number
}

export type Recommendation = {
  recommendation_id: string
  placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
  intent: "complementary" | "upgrade" | "downgrade" | "related" | "replenish"
  model_id: string
  panel: {
    layout: "grid" | "carousel" | "list" | "bundle"
    title: string
    texts: PanelTexts
    locale: string
    dir?: "rtl"
    columns?: number
    pictures?: "optional"
    not_for_me?: true
    explore?: number
    free_shipping?: { amount: number; currency: string; digits?: number }
    discount_code?: string
  }
  seed?: RecommendedItem
  items: RecommendedItem[]
  spare: RecommendedItem[]
  experiment?: {
    experiment_id: string
    unit?: "customer"
    arms: ({
      arm: string
      share: number
      holdout: boolean
      recommendation_id?: string
      panel?: {
        layout: "grid" | "carousel" | "list" | "bundle"
        title: string
        texts: PanelTexts
        locale: string
        dir?: "rtl"
        columns?: number
        pictures?: "optional"
        not_for_me?: true
        explore?: number
        free_shipping?: { amount: number; currency: string; digits?: number }
        discount_code?: string
      }
      items?: RecommendedItem[]
      spare?: RecommendedItem[]
    })[]
  }
  trace?: ({
    item_id: string
    title: string
    source: 
      | "pinned"
      | "relation"
      | "mined"
      | "similar"
      | "viewed"
      | "history"
      | "generalised"
      | "category"
      | "bestseller"
      | "catalogue"
    score: number
    counts?: {
      co_orders: number
      seed_orders: number
      item_orders: number
      orders: number
      share: { value: number; low: number; high: number }
      lift: number
    }
    seed_item_id: string
    parts: Record<string, number>
    gains?: Gain[]
    losses?: Gain[]
    outcome: 
      | "shown"
      | "spare"
      | "beyond_limit"
      | "duplicate"
      | "in_another_panel"
      | "on_the_page"
      | "in_the_cart"
      | "owned"
      | "substitute"
      | "different_brand"
      | "up_sell"
      | "down_sell"
      | "outside_the_price_band"
      | "no_gain"
      | "unpublished"
      | "excluded_by_tag"
      | "excluded"
      | "non_goods"
      | "gift_card"
      | "out_of_stock"
      | "price_zero"
      | "same_family"
      | "family_limit"
      | "never_shown"
      | "hidden_by_rule"
      | "rule_limit"
    rule_id?: string
  })[]
}

export type RecommendedItem = {
  item_id: string
  action?: "add" | "choose" | "view"
  variant_id?: string
  sku?: string
  platform_id?: string
  variants?: ({
    variant_id: string
    sku?: string
    platform_id?: string
    title: string
    price?: { amount: number; currency: string; digits?: number }
  })[]
  title: string
  url: string | null
  image_url: string | null
  price?: { amount: number; currency: string; digits?: number }
  prior_price_30d?: { amount: number; currency: string; digits?: number }
  availability: "in_stock" | "backorder" | "out_of_stock"
  score: number
  source: 
    | "pinned"
    | "relation"
    | "mined"
    | "similar"
    | "viewed"
    | "history"
    | "generalised"
    | "category"
    | "bestseller"
    | "catalogue"
  reason: string
  why?: string
  evidence: { level: "share" | "words"; share?: number; seed_item_id: string }
  counts?: {
    co_orders: number
    seed_orders: number
    item_orders: number
    orders: number
    share: { value: number; low: number; high: number }
    lift: number
  }
  switching?: {
    owners: number
    switches: number
    viewers?: number
    share: { value: number; low: number; high: number }
  }
  gain?: {
    text: string
    parts: Gain[]
    price_difference?: { amount: number; currency: string; digits?: number }
    difference?: string
  }
  due?: { due_at: number; times: number; days: number }
  disclosure?: string
  age_limit?: number
  family?: number
}

export type PluralForms = { zero?: string; one?: string; two?: string; few?: string; many?: string; other: string }

export type PanelTexts = {
  add: string
  adding: string
  added: string
  failed: string
  add_label: string
  choose_options: string
  view: string
  more: string
  from: string
  choose: string
  why: string
  not_for_me: string
  not_for_me_label: string
  gone: string
  too_dear: string
  nothing_cheaper: string
  to_free_shipping: string
  free_shipping: string
  this_item: string
  total: string
  add_all: PluralForms
  previous: string
  next: string
  slide: string
}
