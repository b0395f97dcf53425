/** Where a panel is shown. */
export const PLACEMENTS = [
  'product',
  'cart',
  'checkout',
  'thank_you',
  'home',
  /** Any other page. Answered like a product page, a cart or the home page, by the fields of the request. */
  'generic',
  'email',
  'rep',
  /** Asked by a shopper's agent (docs/AGENTS.md). Answered like `generic`; no experiment runs there. */
  'agent',
] as const
export type Placement = (typeof PLACEMENTS)[number]

/** The placements of panels on pages. */
export const PUBLIC_PLACEMENTS = [
  'product',
  'cart',
  'checkout',
  'thank_you',
  'home',
  'generic',
] as const satisfies readonly Placement[]

/** The placements that can be requested with a publishable key. */
export const ASKED_PLACEMENTS = [...PUBLIC_PLACEMENTS, 'agent'] as const satisfies readonly Placement[]

/** Kinds of recommendations. */
export const INTENTS = ['complementary', 'upgrade', 'downgrade', 'related', 'replenish'] as const
export type Intent = (typeof INTENTS)[number]

/**
 * Sources of candidates, most trusted first. `similar`: from the orders of similar items, or an alternative
 * that no order supports yet. `viewed`: an alternative whose page was opened by visitors of the item's page. `history`: bought before by this customer. `generalised`: from how the merchant links
 * other items of the same families. `catalogue`: from the range of a shop that has no orders yet. Which sources compete by score is SOURCE_TIER (engine/rank/candidate.ts).
 */
export const SOURCES = [
  'pinned',
  'relation',
  'mined',
  'similar',
  'viewed',
  'history',
  'generalised',
  'category',
  'bestseller',
  'catalogue',
] as const
export type Source = (typeof SOURCES)[number]

/** Layouts of panels. `bundle`: the item of the page with up to two others, added together. */
export const LAYOUTS = ['grid', 'carousel', 'list', 'bundle'] as const
